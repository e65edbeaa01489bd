package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalFencedException;
import io.ironjournal.JournalHealth;
import io.ironjournal.JournalMonitor;
import io.ironjournal.JournalStats;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What makes a journal not ready or not live, for all health checks. */
class JournalHealthTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private Journal open() {
        return JournalOpener.open(Small.options().build(), storage, false);
    }

    private static void requireReady(Journal journal) {
        JournalHealth health = JournalHealth.of(journal);
        assertTrue(health.isReady(), health.toString());
        assertTrue(health.isLive());
        assertEquals("UP", health.readiness());
    }

    private static JournalHealth requireNotReady(Journal journal, String reason, String detail) {
        JournalHealth health = JournalHealth.of(journal);
        assertFalse(health.isReady());
        assertTrue(health.readiness().startsWith(reason), health.readiness());
        assertTrue(health.details().containsKey(detail), health.details().toString());
        return health;
    }

    @Test
    void workingJournal_isReadyAndLive() {
        Journal journal = open();
        requireReady(journal);
        assertEquals(Map.of("inDoubt", 0), JournalHealth.of(journal).details());
        journal.close();
        requireReady(journal);
    }

    @Test
    void branchInDoubt_isShown_andTheJournalIsReady() {
        Journal journal = open();
        Small.prepare(journal, "undecided", "orders", new byte[1]);
        requireReady(journal);
        Map<String, Object> details = JournalHealth.of(journal).details();
        assertEquals(1, details.get("inDoubt"));
        assertTrue(details.get("inDoubtAge").toString().startsWith("PT"), details.toString());
    }

    @Test
    void failedJournal_isNeitherReadyNorLive() {
        Journal journal = open();
        storage.failForceAfter(1);
        storage.failWriteAfter(1);
        assertThrows(JournalFailedException.class, () -> journal.append("orders", new byte[1]));
        JournalHealth health = requireNotReady(journal, "failed, until the application starts again: ", "failure");
        assertFalse(health.isLive());
        assertEquals(health.readiness(), health.liveness());
        journal.close();
        assertFalse(JournalHealth.of(journal).isLive());
    }

    /** A restart would take the journal back from the other process, and that one would be restarted in turn. */
    @Test
    void journalOfAnotherProcess_isLive_andNotReady() {
        try (Journal journal = open()) {
            JournalStats stats = journal.stats();
            JournalFencedException fenced = new JournalFencedException("Machine 2 has it", false, null);
            JournalStats failed = proxy(
                    JournalStats.class,
                    method -> method.getName().equals("failure") ? Optional.of(fenced) : method.invoke(stats));
            JournalHealth health = JournalHealth.of(proxy(JournalMonitor.class, method -> failed));
            assertTrue(health.isLive());
            assertEquals("UP", health.liveness());
            assertFalse(health.isReady());
            assertTrue(health.readiness().startsWith("another process has opened the journal"), health.readiness());
            assertTrue(health.readiness().endsWith("Machine 2 has it"), health.readiness());
            assertTrue(health.details().get("failure").toString().endsWith("Machine 2 has it"));
        }
    }

    private interface Answer {

        Object to(Method question) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer.to(method)));
    }

    @Test
    void fullDisk_isNotReady_untilThereIsSpace() {
        Journal journal = open();
        storage.setSpace(0);
        assertThrows(DiskFullException.class, () -> {
            for (int entry = 0; entry < 1_000; entry++) {
                journal.append("orders", new byte[4 << 10]);
            }
        });
        assertTrue(requireNotReady(journal, "the disk is full", "diskFull").isLive());
        assertEquals("UP", JournalHealth.of(journal).liveness());
        storage.setSpace(Long.MAX_VALUE);
        for (int i = 0; i < 20; i++) {
            journal.append("orders", new byte[4 << 10]);
        }
        requireReady(journal);
    }

    @Test
    void limitOfDiskSpace_isNotReady_whileItRefusesEntries() {
        Journal journal =
                JournalOpener.open(Small.options().maxDiskSpace(256 << 10).build(), storage, false);
        assertThrows(DiskFullException.class, () -> {
            for (int entry = 0; entry < 1_000; entry++) {
                journal.append("orders", new byte[4 << 10]);
            }
        });
        assertTrue(requireNotReady(journal, "the disk is full, or its limit is reached", "diskFull")
                .isLive());
    }

    @Test
    void unacceptedLoss_isNotReady_untilItIsAccepted() throws IOException {
        try (Journal journal = open()) {
            journal.append("orders", new byte[100]);
        }
        storage.delete("streams/orders/00000000000000000000.wal");
        Journal journal = JournalOpener.open(
                Small.options().corruptionPolicy(CorruptionPolicy.TRUNCATE).build(), storage, false);
        journal.nextId("orders");
        JournalHealth health = requireNotReady(journal, "a loss is not accepted", "losses");
        assertTrue(health.isLive());
        assertEquals(
                journal.stats().losses(), List.copyOf((List<?>) health.details().get("losses")));
        Transactions.of(journal).acceptLoss();
        requireReady(journal);
    }

    @Test
    void journalThatIsNotOpen_isLive_andNotReady() {
        assertTrue(JournalHealth.notOpen().isLive());
        assertFalse(JournalHealth.notOpen().isReady());
        assertTrue(JournalHealth.notOpen().readiness().startsWith("not open"));
        assertEquals(Map.of(), JournalHealth.notOpen().details());
    }
}
