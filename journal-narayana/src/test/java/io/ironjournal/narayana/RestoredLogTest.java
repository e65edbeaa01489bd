package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalBackup;
import io.ironjournal.spi.transaction.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import org.apache.derby.jdbc.EmbeddedXADataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The journal with Narayana's log is restored from a backup. The databases are as they were. */
@EnabledIfSystemProperty(
        named = "narayana.log",
        matches = "journal",
        disabledReason = "this process has its log in files")
class RestoredLogTest {

    /** The first one has the log. */
    private static final MatrixJournals JOURNALS = MatrixJournals.IN_FILES;

    private static final CrashCase DECIDED = new CrashCase(HaltPoint.AFTER_LOG, true, 2, 1, false);
    private static final CrashCase NEW = new CrashCase(HaltPoint.AFTER_ROLLBACK, true, 2, 1, false);

    @TempDir
    Path directory;

    private Path root;

    /** Other tests use the log, too. */
    @AfterEach
    void leave() {
        deleteOrders();
        TestNarayana.leaveToOthers();
    }

    private static void deleteOrders() {
        TestNarayana.get();
        TestNarayana.logJournal().deleteStream("orders");
    }

    private void prepareTable() throws Exception {
        System.setProperty(
                "derby.stream.error.file", directory.resolve("derby.log").toString());
        try (Participants participants = Participants.open(TestNarayana.get(), directory, JOURNALS, false)) {
            participants.createTable();
        }
        deleteOrders();
        root = TestNarayana.logDirectory(TestNarayana.store());
    }

    private void backUp() {
        TestNarayana.get();
        TestNarayana.logJournal().backup(directory.resolve("backup"));
    }

    /** A process dies behind the decision. Its branches stay prepared. */
    private void crash() throws Exception {
        TestNarayana.leaveToOthers();
        List<String> program = List.of(
                "-Dnarayana.log=journal",
                CrashingApplication.class.getName(),
                directory.toString(),
                TestNarayana.store().toString(),
                DECIDED.toString());
        Process process = new ProcessBuilder(JavaProcess.command(directory, program))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.log").toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "hangs");
        assertEquals(HaltPoint.EXIT_CODE, process.exitValue());
    }

    private void restore() throws IOException {
        TestNarayana.leaveToOthers();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        JournalBackup.restore(directory.resolve("backup"), root);
    }

    private static void scan(Narayana narayana) {
        for (int scan = 0; scan < 3; scan++) {
            narayana.scan();
        }
    }

    private int inDoubtInTheDatabase() throws Exception {
        EmbeddedXADataSource database = new EmbeddedXADataSource();
        database.setDatabaseName(directory.resolve("db").toString());
        XAConnection connection = database.getXAConnection();
        try {
            return connection.getXAResource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length;
        } finally {
            connection.close();
        }
    }

    private void requireNothingDecided(Narayana narayana, Participants participants) throws Exception {
        scan(narayana);
        assertEquals(1, inDoubtInTheDatabase());
        assertEquals(1, Transactions.of(participants.journal(2)).inDoubt().size());
    }

    private void requireAllDecided(Narayana narayana, Participants participants, List<String> orders) throws Exception {
        scan(narayana);
        assertEquals(0, inDoubtInTheDatabase());
        assertEquals(orders, participants.databaseOrders().stream().sorted().toList());
        for (int number = 1; number <= 2; number++) {
            Journal journal = participants.journal(number);
            assertEquals(List.of(), Transactions.of(journal).inDoubt());
            assertEquals(
                    orders, participants.journalOrders(number).stream().sorted().toList());
        }
        assertEquals(List.of(), TestNarayana.filesWithContent());
    }

    /** Recovery would roll back what the transaction manager has decided to commit. */
    @Test
    void decisionsAfterTheBackup_areMissing_andNothingIsRolledBack_untilTheRelease() throws Exception {
        prepareTable();
        backUp();
        crash();
        restore();
        Narayana narayana = TestNarayana.get();
        Transactions log = Transactions.of(TestNarayana.logJournal());
        assertTrue(log.isRecoveryHeld());
        try (Participants participants = Participants.open(narayana, directory, JOURNALS, false)) {
            requireNothingDecided(narayana, participants);
            participants.order(NEW);
            assertEquals(List.of(NEW.toString()), participants.journalOrders(1), "a new transaction commits");
            assertEquals(List.of(), log.states().keys());
            requireNothingDecided(narayana, participants);
            log.releaseRecovery();
            assertFalse(log.isRecoveryHeld());
            requireAllDecided(narayana, participants, List.of(NEW.toString()));
        }
    }

    @Test
    void decisionsInTheBackup_commitNothing_untilTheRelease() throws Exception {
        prepareTable();
        crash();
        try (Journal crashed = Journal.open(root)) {
            crashed.backup(directory.resolve("backup"));
        }
        restore();
        Narayana narayana = TestNarayana.get();
        Transactions log = Transactions.of(TestNarayana.logJournal());
        try (Participants participants = Participants.open(narayana, directory, JOURNALS, false)) {
            requireNothingDecided(narayana, participants);
            log.releaseRecovery();
            requireAllDecided(narayana, participants, List.of(DECIDED.toString()));
        }
    }
}
