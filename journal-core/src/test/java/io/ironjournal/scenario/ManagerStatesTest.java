package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.JournalBackup;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.StatesFullException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.UnacceptedLossException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** States of a transaction manager in the commit log. */
@Timeout(60)
class ManagerStatesTest {

    private static final byte[] STATE = {1, 2, 3};

    private SimulatedStorage storage = new SimulatedStorage(1);
    private Journal journal = Small.open(storage);
    private ManagerStates states = Transactions.of(journal).states();

    private void reopen(SimulatedStorage from) {
        storage = from;
        journal = Small.open(storage);
        states = Transactions.of(journal).states();
    }

    @Test
    void state_survivesAPowerCut_andSoDoesItsForcedRemoval() {
        states.put("a", STATE);
        states.put("b", STATE);
        states.put("b", new byte[0]);
        reopen(storage.powerCut(1));
        assertEquals(List.of("a", "b"), states.keys());
        assertArrayEquals(STATE, states.get("a").orElseThrow());
        assertEquals(0, states.get("b").orElseThrow().length);
        assertEquals(Optional.empty(), states.get("c"));
        assertTrue(states.remove("a"));
        assertFalse(states.remove("a"));
        assertEquals(List.of("b"), states.keys());
        states.force();
        reopen(storage.powerCut(2));
        assertEquals(List.of("b"), states.keys());
    }

    @Test
    void removal_isWrittenByTheNextWrite_orAForce_orClose() {
        for (String key : List.of("a", "b", "c")) {
            states.put(key, STATE);
        }
        long records = journal.stats().records();
        states.remove("a");
        assertEquals(List.of("b", "c"), states.keys());
        assertEquals(records, journal.stats().records());
        reopen(storage.kill());
        assertEquals(List.of("a", "b", "c"), states.keys(), "nobody waited for the record");
        states.remove("a");
        journal.append("orders", STATE);
        reopen(storage.powerCut(1));
        assertEquals(List.of("b", "c"), states.keys());
        states.remove("b");
        states.force();
        reopen(storage.powerCut(1));
        assertEquals(List.of("c"), states.keys());
        states.remove("c");
        journal.close();
        reopen(storage.powerCut(1));
        assertEquals(List.of(), states.keys());
    }

    @Test
    void stateThatIsPutAgainAfterItsRemoval_stays() {
        states.put("a", STATE);
        states.remove("a");
        states.put("a", new byte[2]);
        reopen(storage.powerCut(1));
        assertEquals(2, states.get("a").orElseThrow().length);
    }

    /** A crash must not bring a removed state back for ever. */
    @Test
    void removal_isForcedWhenTheJournalIsIdle() throws Exception {
        journal.close();
        Journal threaded = Small.openThreaded(storage);
        ManagerStates all = Transactions.of(threaded).states();
        all.put("a", STATE);
        // The thread that writes when the journal is idle has nothing left to do, and sleeps.
        Thread.sleep(600);
        long forces = threaded.stats().forces();
        all.remove("a");
        while (threaded.stats().forces() == forces) {
            Thread.sleep(10);
        }
        SimulatedStorage after = storage.powerCut(1);
        assertThrows(JournalFailedException.class, threaded::close, "its process is dead");
        reopen(after);
        assertEquals(List.of(), states.keys());
    }

    @Test
    void state_isCopied() {
        byte[] mine = {1};
        states.put("a", mine);
        mine[0] = 2;
        states.get("a").orElseThrow()[0] = 3;
        assertArrayEquals(new byte[] {1}, states.get("a").orElseThrow());
    }

    @Test
    void states_areKeptWhileTheLogIsReused() {
        states.put("old", STATE);
        for (int i = 0; i < 2000; i++) {
            journal.append("orders", new byte[1000]);
            states.put("new", new byte[] {(byte) i});
        }
        assertTrue(journal.stats().logBytes() < 1 << 20, journal.stats().toString());
        reopen(storage.kill());
        assertArrayEquals(STATE, states.get("old").orElseThrow());
        assertArrayEquals(new byte[] {(byte) 1999}, states.get("new").orElseThrow());
    }

    @Test
    void wrongSizes_areRefusedBeforeAnyEffect() {
        long before = journal.stats().records();
        assertThrows(IllegalArgumentException.class, () -> states.put("", STATE));
        assertThrows(IllegalArgumentException.class, () -> states.put("x".repeat(1025), STATE));
        assertThrows(IllegalArgumentException.class, () -> states.put("\ud800", STATE));
        assertThrows(IllegalArgumentException.class, () -> states.put("a", new byte[ManagerStates.MAX_STATE_SIZE + 1]));
        assertThrows(StatesFullException.class, () -> states.put("a", new byte[ManagerStates.MAX_STATE_SIZE]));
        assertEquals(before, journal.stats().records());
        states.put("x".repeat(1024), STATE);
    }

    @Test
    void closedOrFailedJournal_answersNothing() {
        states.put("a", STATE);
        assertSame(states, Transactions.of(journal).states());
        storage.failForceAfter(1);
        JournalFailedException unknown = assertThrows(JournalFailedException.class, () -> states.put("b", STATE));
        assertTrue(unknown.outcomeUnknown());
        assertThrows(JournalFailedException.class, () -> states.get("a"));
        assertThrows(JournalFailedException.class, () -> states.keys());
        assertThrows(JournalFailedException.class, () -> states.remove("a"));
        assertThrows(JournalFailedException.class, () -> states.force());
        JournalFailedException later = assertThrows(JournalFailedException.class, () -> states.put("c", STATE));
        assertFalse(later.outcomeUnknown());
        journal.close();
        assertThrows(JournalClosedException.class, () -> states.keys());
    }

    @Test
    void manyThreads_putAndRemoveTheirStates() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> calls = IntStream.range(0, 8)
                    .<Callable<Void>>mapToObj(thread -> () -> {
                        for (int i = 0; i < 100; i++) {
                            states.put("t" + thread, new byte[] {(byte) i});
                            journal.append("orders", new byte[100]);
                            assertArrayEquals(
                                    new byte[] {(byte) i},
                                    states.get("t" + thread).orElseThrow());
                            assertTrue(i == 99 || states.remove("t" + thread));
                        }
                        return null;
                    })
                    .toList();
            for (var done : threads.invokeAll(calls)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        reopen(storage.powerCut(1));
        assertEquals(8, states.keys().size());
    }

    @Test
    void states_areInCopies(@TempDir Path root) throws IOException {
        Path original = root.resolve("original");
        try (Journal source = Journal.open(original)) {
            source.append("orders", STATE);
            Transactions.of(source).states().put("a", STATE);
            source.backup(root.resolve("backup"));
        }
        JournalBackup.restore(root.resolve("backup"), root.resolve("restored"));
        Journal.copy(options(original), options(root.resolve("copy")));
        try (JournalFiles files = JournalFiles.openReadOnly(original)) {
            assertEquals(List.of("a"), files.managerStates());
            files.repairTo(options(root.resolve("repaired")));
        }
        for (String copy : List.of("restored", "copy", "repaired")) {
            try (Journal opened = Journal.open(root.resolve(copy))) {
                assertArrayEquals(
                        STATE, Transactions.of(opened).states().get("a").orElseThrow(), copy);
            }
        }
    }

    @Test
    void statesThatDoNotFit_areRefusedBeforeACopyBegins(@TempDir Path root) {
        Path original = root.resolve("original");
        try (Journal source = Journal.open(original)) {
            Transactions.of(source).states().put("a", new byte[20_000]);
            Transactions.of(source).states().put("b", new byte[20_000]);
        }
        Path target = root.resolve("target");
        JournalOptions small = JournalOptions.builder(target)
                .logSegmentSize(64 << 10)
                .logBudget(256 << 10)
                .build();
        assertThrows(StatesFullException.class, () -> Journal.copy(options(original), small));
        assertFalse(Files.exists(target), "a copy");
        try (JournalFiles files = JournalFiles.openReadOnly(original)) {
            assertThrows(StatesFullException.class, () -> files.repairTo(small));
            assertFalse(Files.exists(target), "a repaired journal");
        }
    }

    private static JournalOptions options(Path root) {
        return JournalOptions.builder(root).build();
    }

    @Test
    void lossThatNobodyAccepted_refusesAllStates(@TempDir Path root) throws IOException {
        try (Journal source = Journal.open(root)) {
            source.append("orders", STATE);
            Transactions.of(source).states().put("a", STATE);
        }
        Files.delete(root.resolve("streams").resolve("orders").resolve("00000000000000000000.wal"));
        var truncate = JournalOptions.builder(root)
                .corruptionPolicy(CorruptionPolicy.TRUNCATE)
                .build();
        try (Journal damaged = Journal.open(truncate)) {
            damaged.nextId("orders");
            ManagerStates found = Transactions.of(damaged).states();
            assertThrows(UnacceptedLossException.class, () -> found.get("a"));
            assertThrows(UnacceptedLossException.class, () -> found.get("b"));
            assertThrows(UnacceptedLossException.class, found::keys);
            assertThrows(UnacceptedLossException.class, () -> found.put("b", STATE));
            assertThrows(UnacceptedLossException.class, () -> found.remove("a"));
            Transactions.of(damaged).acceptLoss();
            assertEquals(List.of("a"), found.keys());
        }
    }
}
