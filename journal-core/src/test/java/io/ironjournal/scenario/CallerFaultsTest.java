package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.io.Storage;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Failures in the threads of callers do not affect the journal. */
@Timeout(120)
class CallerFaultsTest {

    @TempDir
    Path root;

    /** A list that fails while it is read, as any allocation can. */
    private static List<byte[]> failingAt(int index, Error error) {
        return new AbstractList<>() {
            @Override
            public byte[] get(int i) {
                if (i == index) {
                    throw error;
                }
                return entry(i, 1000);
            }

            @Override
            public int size() {
                return 5;
            }
        };
    }

    @Test
    void outOfMemoryWhileACallerEncodes_failsOnlyThatCall() {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = Small.openThreaded(storage);
        OutOfMemoryError error = new OutOfMemoryError("simulated");
        for (int i = 0; i < 200; i++) {
            int at = i % 5;
            assertEquals(
                    error, assertThrows(OutOfMemoryError.class, () -> journal.appendBatch("a", failingAt(at, error))));
        }
        assertTrue(journal.stats().failure().isEmpty());
        assertEquals(0, journal.stats().memtableBytes(), "memory was not released");
        assertEquals(0, journal.append("a", entry(1, 10)));
        journal.close();
        assertEquals(1, Small.open(storage).nextId("a"));
    }

    /** Uses an array of a gigabyte, which is larger than this heap: a real allocation failure inside the journal. */
    @Test
    void entryLargerThanTheHeap_failsAlone_andTheJournalContinues(@TempDir Path directory) throws IOException {
        Assumptions.assumeTrue(Runtime.getRuntime().maxMemory() < 1 << 30, "the heap must be smaller than the entry");
        Journal journal = Small.open(
                new SimulatedStorage(1),
                Small.options()
                        .maxEntrySize(1 << 30)
                        .maxTransactionSize(1 << 30)
                        .maxMemtableMemory(1 << 30));
        try (FileChannel file = FileChannel.open(directory.resolve("large"), CREATE, READ, WRITE)) {
            // A sparse file: it has the maximum size of an entry, and needs no memory until it is copied.
            ByteBuffer large = file.map(FileChannel.MapMode.READ_WRITE, 0, (1 << 30) - 1024);
            assertThrows(OutOfMemoryError.class, () -> journal.append("a", large));
        }
        assertTrue(journal.stats().failure().isEmpty());
        assertEquals(0, journal.append("a", entry(1, 10)));
        journal.close();
    }

    /** Calls each operation of a journal once. */
    private static void useOnce(Journal journal, int round) {
        journal.append("a", entry(round, 300));
        journal.appendBatch("b", List.of(entry(round, 3000), entry(round, 10)));
        try (TxnWriter writer = journal.writer("a")) {
            writer.add(entry(round, 20)).add("c", entry(round, 5000));
            writer.commit();
        }
        BranchId id = Small.prepare(journal, "branch " + round, "b", entry(round, 100));
        Transactions.of(journal).commit(id);
        Transactions.of(journal).rollback(Small.prepare(journal, "rolled back " + round, "b", entry(round, 100)));
        journal.sync();
        journal.truncate("b", journal.nextId("b") / 2);
        journal.deleteStream("c");
        journal.appendAsync("a", entry(round, 30)).toCompletableFuture().join();
        try (EntryIterator entries = journal.iterate("a", journal.firstId("a"))) {
            entries.forEachRemaining(entry -> assertTrue(entry.data().length > 0));
        }
        journal.get("b", journal.firstId("b"));
        journal.getBatch("a", 0, journal.nextId("a") - 1);
    }

    private interface Opening {
        Journal open(Storage storage);
    }

    private static void interruptBeforeEachOperation(HookedStorage storage, Opening opening, Consumer<Journal> use) {
        storage.hook(operation -> Thread.currentThread().interrupt());
        Journal journal = opening.open(storage);
        Thread.interrupted();
        use.accept(journal);
        Thread.currentThread().interrupt();
        journal.close();
        assertTrue(Thread.interrupted(), "close cleared the interrupt");
        assertTrue(journal.stats().failure().isEmpty(), "" + journal.stats());
    }

    @Test
    void interruptsAtEveryStep_doNoHarm() throws IOException {
        for (int round = 0; round < 5; round++) {
            int now = round;
            HookedStorage storage = new HookedStorage(new DiskStorage(root));
            interruptBeforeEachOperation(storage, Small::open, journal -> {
                useOnce(journal, now);
                assertTrue(Thread.currentThread().isInterrupted(), "the interrupt was cleared");
            });
            assertTrue(storage.operations.size() > 20, "" + storage.operations);
        }
        try (Journal journal = Journal.open(Small.options(root).build())) {
            assertEquals(5 * 3, journal.nextId("a"));
            assertEquals(5 * 3, journal.nextId("b"));
            assertEquals(List.of(), Transactions.of(journal).inDoubt());
        }
    }

    /** Also interrupts the threads of the committer and the flusher. */
    @Test
    void interruptsAtEveryStep_alsoOfTheJournalsThreads_doNoHarm() {
        for (int round = 0; round < 5; round++) {
            int now = round;
            HookedStorage storage = new HookedStorage(new DiskStorage(root));
            interruptBeforeEachOperation(storage, Small::openThreaded, journal -> useOnce(journal, now));
        }
        try (Journal journal = Journal.open(Small.options(root).build())) {
            assertEquals(5 * 3, journal.nextId("a"));
            assertEquals(5 * 3, journal.nextId("b"));
        }
    }
}
