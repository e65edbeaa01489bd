package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.read;
import static io.ironjournal.narayana.JournalInTransactions.transactional;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.Journal;
import io.ironjournal.jta.InDoubtBranches;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests journals on the disk under a running transaction manager: several journals, reopened journals, many threads.
 */
class OperationTest {

    private final TransactionManager tm = TestNarayana.tm();
    private final Narayana narayana = TestNarayana.get();

    @TempDir
    Path directory;

    @AfterEach
    void leave() throws Exception {
        TestNarayana.leave();
        assertEquals(List.of(), TestNarayana.logs());
    }

    private Journal open(String name) {
        return Journal.open(HaltingJournal.options(directory.resolve(name)).build());
    }

    @Test
    void recovery_severalJournals_recoversEach() {
        try (Journal first = open("first");
                Journal second = open("second");
                JournalRecovery recoveryOfFirst = JournalRecovery.register(first);
                JournalRecovery recoveryOfSecond = JournalRecovery.register(second)) {
            assertFalse(recoveryOfFirst.toString().equals(recoveryOfSecond.toString()));
            JournalRecoveryTest.leaveInDoubt(first, TestNarayana.NODE);
            JournalRecoveryTest.leaveInDoubt(second, TestNarayana.NODE);
            JournalRecoveryTest.leaveInDoubt(second, "another");
            narayana.scan();
            narayana.scan();
            assertEquals(0, first.stats().inDoubt());
            assertEquals(1, second.stats().inDoubt());
        }
    }

    @Test
    void reopenedJournal_managerStillRuns_takesPartInTransactions() throws Exception {
        try (Journal journal = open("journal");
                JournalRecovery recovery = JournalRecovery.register(journal)) {
            assertTrue(recovery.toString().contains("journal"));
            commitWithPartner(journal, "before");
            JournalRecoveryTest.leaveInDoubt(journal, TestNarayana.NODE);
        }
        narayana.scan();
        try (Journal journal = open("journal");
                JournalRecovery recovery = JournalRecovery.register(journal)) {
            assertTrue(recovery.toString().contains("journal"));
            assertEquals(1, journal.recoveryReport().inDoubt().size());
            commitWithPartner(journal, "after");
            narayana.scan();
            narayana.scan();
            assertEquals(0, journal.stats().inDoubt());
            assertEquals(List.of("before", "after"), read(journal, "orders"));
        }
    }

    private void commitWithPartner(Journal journal, String entry) throws Exception {
        tm.begin();
        transactional(journal).writer("orders").add(bytes(entry));
        tm.getTransaction().enlistResource(new Partner());
        tm.commit();
    }

    @Test
    void operator_branchOfUnknownNode_decidesIt() {
        try (Journal journal = open("journal");
                JournalRecovery recovery = JournalRecovery.register(journal)) {
            assertTrue(recovery.toString().contains("journal"));
            JournalRecoveryTest.leaveInDoubt(journal, "a node that is gone");
            narayana.scan();
            InDoubtBranches branches = new InDoubtBranches(journal);
            assertEquals(1, branches.list().size());
            branches.commit(branches.list().get(0).id());
            assertEquals(List.of(), branches.list());
            assertEquals(List.of("orphan"), read(journal, "orders"));
            narayana.scan();
        }
    }

    @Test
    void decidedTransaction_journalDamaged_waitsUntilItIsRestored() throws Exception {
        FailingCommit failing = new FailingCommit();
        try (Journal journal = open("journal")) {
            tm.begin();
            transactional(failing.in(journal)).writer("orders").add(bytes("decided"));
            tm.getTransaction().enlistResource(new Partner());
            tm.commit();
            journal.append("others", new byte[1]);
        }
        assertEquals(1, TestNarayana.logs().size());
        Map<Path, byte[]> good = logsWith("decided");
        for (Map.Entry<Path, byte[]> file : good.entrySet()) {
            Files.write(file.getKey(), damaged(file.getValue(), "decided"));
        }
        assertThrows(CorruptionException.class, () -> open("journal"));
        narayana.scan();
        narayana.scan();
        assertEquals(1, TestNarayana.logs().size());

        for (Map.Entry<Path, byte[]> file : good.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
        try (Journal journal = open("journal");
                JournalRecovery recovery = JournalRecovery.register(journal)) {
            assertTrue(recovery.toString().contains("journal"));
            narayana.scan();
            assertEquals(List.of("decided"), read(journal, "orders"));
        }
    }

    /** Returns all log files that contain an entry: an older copy of a record may no longer be needed. */
    private Map<Path, byte[]> logsWith(String entry) throws IOException {
        Map<Path, byte[]> found = new HashMap<>();
        try (Stream<Path> files = Files.list(directory.resolve("journal").resolve("log"))) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (new String(bytes, StandardCharsets.ISO_8859_1).contains(entry)) {
                    found.put(file, bytes);
                }
            }
        }
        return found;
    }

    private static byte[] damaged(byte[] whole, String entry) {
        byte[] damaged = whole.clone();
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf(entry); at >= 0; at = text.indexOf(entry, at + 1)) {
            damaged[at] ^= 1;
        }
        return damaged;
    }

    @Test
    void thousandConcurrentTransactions_shareForcesAndLeaveNoBranch() throws Exception {
        int count = 1_000;
        try (Journal journal = open("journal")) {
            TransactionalJournal transactional = transactional(journal);
            List<Transaction> open = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                tm.begin();
                transactional.writer("orders").add(bytes("entry"));
                tm.getTransaction().enlistResource(new Partner());
                open.add(tm.suspend());
            }
            long before = journal.stats().forces();
            commitAll(open);
            long forces = journal.stats().forces() - before;
            assertTrue(forces < 2L * count, () -> forces + " forces");
            assertEquals(count, read(journal, "orders").size());
            assertEquals(0, journal.stats().inDoubt());
        }
    }

    private void commitAll(List<Transaction> open) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(32);
        try {
            List<Future<?>> commits = new ArrayList<>();
            for (Transaction transaction : open) {
                commits.add(pool.submit(() -> {
                    tm.resume(transaction);
                    tm.commit();
                    return null;
                }));
            }
            for (Future<?> commit : commits) {
                commit.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void periodicRecovery_runsWithoutCallsAndOpensNoPort() throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PeriodicApplication.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(90, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), () -> output.toString());
    }

    @Test
    void statusManagerWritesNothingToStore() throws Exception {
        narayana.scan();
        try (Stream<Path> files = Files.walk(TestNarayana.store())) {
            assertFalse(files.anyMatch(file -> file.toString().contains("TransactionStatusManager")));
        }
    }
}
