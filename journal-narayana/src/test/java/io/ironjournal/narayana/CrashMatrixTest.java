package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.spi.transaction.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests crashes at each point of a transaction of journals, a database and a broker, and at each point of the recovery
 * after them. All processes use the same journals, database, broker and log of Narayana. Everything is then recovered
 * twice. Run it in full with {@code -Dcrash.matrix=full}.
 */
class CrashMatrixTest {

    private static final boolean FULL = "full".equals(System.getProperty("crash.matrix"));

    private static final List<HaltPoint> WHILE_ROLLING_BACK =
            List.of(HaltPoint.BEFORE_ROLLBACK, HaltPoint.DURING_ROLLBACK, HaltPoint.AFTER_ROLLBACK);

    private static final List<HaltPoint> WITHOUT_LOG =
            TestNarayana.IN_JOURNAL ? List.of(HaltPoint.LOG_UNREADABLE) : List.of();

    private static final List<HaltPoint> WHILE_COMMITTING = List.of(
            HaltPoint.BEFORE_COMMIT,
            HaltPoint.DURING_COMMIT,
            HaltPoint.AFTER_COMMIT,
            HaltPoint.BEFORE_LOG_REMOVAL,
            HaltPoint.AFTER_LOG_REMOVAL);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    List<CrashCase> cases() {
        return FULL ? CrashCase.all() : CrashCase.some();
    }

    MatrixJournals journals() {
        return MatrixJournals.IN_FILES;
    }

    /** Returns whether a broker can take part. */
    boolean withBroker() {
        return true;
    }

    /** Returns the options of Java and the main class of a process that dies. */
    List<String> program() {
        return List.of(CrashingApplication.class.getName());
    }

    @Test
    void transaction_crashAtAnyPoint_isAtomic() throws Exception {
        System.setProperty(
                "derby.stream.error.file", directory.resolve("derby.log").toString());
        try (Participants participants = open(TestNarayana.get())) {
            participants.createTable();
        }
        TestNarayana.leaveToOthers();
        dieInTransactions(false);
        dieInRecovery(WHILE_ROLLING_BACK);
        dieInTransactions(true);
        assertFalse(TestNarayana.logs().isEmpty());
        for (int write = 1; write <= (FULL ? 6 : 1); write++) {
            die("recover", HaltPoint.DURING_OPEN.name(), String.valueOf(write));
        }
        dieInRecovery(WITHOUT_LOG);
        dieInRecovery(WHILE_COMMITTING);
        recoverAndCheck();
        TestNarayana.leaveToOthers();
        // A second recovery, as after a crash during recovery, must change nothing.
        recoverAndCheck();
    }

    private Participants open(Narayana narayana) throws Exception {
        return Participants.open(narayana, directory, journals(), withBroker());
    }

    private void dieInTransactions(boolean decided) throws Exception {
        for (CrashCase crash : cases()) {
            if (crash.point().isDecided() == decided) {
                die(crash.toString());
            }
        }
    }

    private void dieInRecovery(List<HaltPoint> points) throws Exception {
        for (HaltPoint point : points) {
            die("recover", point.name(), "0");
        }
    }

    private void die(String... how) throws Exception {
        String name = String.join("-", how);
        Path output = directory.resolve(name + ".log");
        List<String> program =
                new ArrayList<>(List.of("-Dnarayana.log=" + System.getProperty("narayana.log", "files")));
        program.addAll(program());
        program.addAll(List.of(directory.toString(), TestNarayana.store().toString()));
        program.addAll(List.of(how));
        Process process = new ProcessBuilder(JavaProcess.command(directory, program))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), name + " hangs: " + read(output));
        } finally {
            process.destroyForcibly();
        }
        assertEquals(
                HaltPoint.EXIT_CODE,
                process.exitValue(),
                () -> name + " did not crash at the intended point: " + read(output));
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private void recoverAndCheck() throws Exception {
        Narayana narayana = TestNarayana.get();
        try (Participants participants = open(narayana)) {
            for (int scan = 0; scan < 3; scan++) {
                narayana.scan();
            }
            assertEquals(List.of(), TestNarayana.filesWithContent());
            for (int number = 1; number <= 2; number++) {
                assertEquals(
                        List.of(), Transactions.of(participants.journal(number)).inDoubt(), "journal " + number);
                assertEquals(
                        expected(number == 1 ? Who.JOURNAL_1 : Who.JOURNAL_2),
                        sorted(participants.journalOrders(number)),
                        "journal " + number);
            }
            assertEquals(expected(Who.DATABASE), sorted(participants.databaseOrders()), "database");
            assertEquals(expected(Who.BROKER), sorted(participants.brokerOrders()), "broker");
        }
    }

    private enum Who {
        JOURNAL_1,
        JOURNAL_2,
        DATABASE,
        BROKER
    }

    /** The orders that were decided, each once, in which somebody took part. */
    private List<String> expected(Who who) {
        return cases().stream()
                .filter(crash -> crash.point().isDecided())
                .filter(crash -> switch (who) {
                    case JOURNAL_1 -> true;
                    case JOURNAL_2 -> crash.journals() == 2;
                    case DATABASE -> !crash.point().isOnePhase();
                    case BROKER -> crash.broker();
                })
                .map(CrashCase::toString)
                .sorted()
                .toList();
    }

    /**
     * Returns the orders whose outcome is known, sorted. If a process halts during the write of a one-phase commit, its
     * order may be there or not, because the record may share the write with another one. It is there at most once.
     */
    private static List<String> sorted(List<String> orders) {
        String unknown = HaltPoint.DURING_ONE_PHASE_COMMIT.name();
        assertTrue(orders.stream().filter(order -> order.startsWith(unknown)).count() <= 1, unknown);
        return orders.stream()
                .filter(order -> !order.startsWith(unknown))
                .sorted()
                .toList();
    }
}
