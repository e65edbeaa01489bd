package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecovery;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes die at each point of a transaction, with the journal as the first and as the last resource; all of them use
 * one log of Narayana and one database, and are then recovered together.
 */
class CrashTest {

    private record Case(HaltPoint point, boolean journalFirst) {
        @Override
        public String toString() {
            return CrashingApplication.name(point, journalFirst);
        }
    }

    @TempDir
    Path directory;

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (HaltPoint point : HaltPoint.values()) {
            cases.add(new Case(point, true));
            if (!point.isOnePhase()) {
                cases.add(new Case(point, false));
            }
        }
        return cases;
    }

    @Test
    void everyTransactionIsWholeOrNothingAfterACrashAnywhere() throws Exception {
        System.setProperty(
                "derby.stream.error.file", directory.resolve("derby.log").toString());
        try (OrdersDatabase database = new OrdersDatabase(TestNarayana.get(), directory.resolve("db"))) {
            database.createTable();
        }
        for (Case crash : cases()) {
            crash(crash);
        }
        assertFalse(TestNarayana.logs().isEmpty());
        recover(TestNarayana.get());
        // Again, as after a crash during recovery: there is nothing left to do.
        recover(TestNarayana.get());
    }

    private void crash(Case crash) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-Dderby.stream.error.file=" + directory.resolve("derby.log"),
                        "-cp",
                        classPath,
                        CrashingApplication.class.getName(),
                        directory.toString(),
                        crash.point().name(),
                        String.valueOf(crash.journalFirst()),
                        TestNarayana.store().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(crash + ".log").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), crash + " hangs");
        assertEquals(
                HaltPoint.EXIT_CODE,
                process.exitValue(),
                () -> crash + " did not die where it was to; see " + directory.resolve(crash + ".log"));
    }

    private void recover(Narayana narayana) throws Exception {
        Map<Case, Journal> journals = new LinkedHashMap<>();
        List<JournalRecovery> registrations = new ArrayList<>();
        try (OrdersDatabase database = new OrdersDatabase(narayana, directory.resolve("db"))) {
            for (Case crash : cases()) {
                Journal journal = CrashingApplication.open(
                        CrashingApplication.journal(directory, crash.point(), crash.journalFirst()));
                journals.put(crash, journal);
                registrations.add(JournalRecovery.register(journal));
            }
            narayana.scan();
            assertEquals(List.of(), TestNarayana.logs(), "after one scan");
            narayana.scan();
            narayana.scan();
            for (Map.Entry<Case, Journal> crash : journals.entrySet()) {
                check(crash.getKey(), crash.getValue(), database);
            }
        } finally {
            registrations.forEach(JournalRecovery::close);
            journals.values().forEach(Journal::close);
        }
    }

    private static void check(Case crash, Journal journal, OrdersDatabase database) throws SQLException {
        List<String> expected = crash.point().isDecided() ? List.of(crash.toString()) : List.of();
        assertEquals(expected, TransactionalJournalContract.read(journal, "orders"), crash + ": journal");
        assertEquals(List.of(), journal.transactions().inDoubt(), crash + ": in doubt");
        if (!crash.point().isOnePhase()) {
            assertEquals(crash.point().isDecided(), database.contains(crash.toString()), crash + ": database");
        }
    }
}
