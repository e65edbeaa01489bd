package io.ironjournal.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads on one journal: nothing fails, nothing is lost, and interrupts affect only their callers. */
@Timeout(60)
class ConcurrencyTest {

    @TempDir
    Path root;

    /** The acknowledged entries, by stream and id. */
    private final Map<String, byte[]> acknowledged = new ConcurrentHashMap<>();

    private final AtomicLong counter = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private byte[] next(String stream) {
        long number = counter.incrementAndGet();
        String text = stream + " " + number + " ";
        return text.repeat((int) (1 + number % 60)).getBytes(UTF_8);
    }

    private void acknowledge(String stream, long id, byte[] entry) {
        byte[] before = acknowledged.put(stream + "#" + id, entry);
        assertTrue(before == null, "id " + id + " of " + stream + " was assigned twice");
    }

    private void append(Journal journal, String stream) {
        byte[] entry = next(stream);
        acknowledge(stream, journal.append(stream, entry), entry);
    }

    private void appendBatch(Journal journal, String stream) {
        List<byte[]> entries = List.of(next(stream), next(stream), next(stream));
        IdRange ids = journal.appendBatch(stream, entries);
        for (int i = 0; i < 3; i++) {
            acknowledge(stream, ids.start() + i, entries.get(i));
        }
    }

    private void branch(Journal journal, String stream, String name) {
        BranchId id = Small.branchId(name);
        byte[] first = next(stream);
        byte[] other = next("shared");
        Transactions.of(journal).begin(id).add(stream, first);
        // A second branch with the same entries is rolled back. It leaves no entries.
        Small.prepare(journal, name + " rolled back", stream, first);
        Transactions.of(journal).rollback(id);
        Transactions.of(journal).rollback(Small.branchId(name + " rolled back"));
        var begun = Transactions.of(journal).begin(id);
        begun.add(stream, first);
        begun.add("shared", other);
        Transactions.of(journal).prepare(id);
        Map<String, IdRange> ids = Transactions.of(journal).commit(id);
        acknowledge(stream, ids.get(stream).start(), first);
        acknowledge("shared", ids.get("shared").start(), other);
    }

    private void write(Journal journal, int thread, int calls) {
        String stream = "stream " + thread % 5;
        for (int i = 0; i < calls; i++) {
            if (thread == 0 && i == calls / 2) {
                // Ends after this time, however fast the threads are.
                Thread.currentThread().interrupt();
            }
            switch (i % 4) {
                case 0 -> appendBatch(journal, stream);
                case 1 -> branch(journal, stream, thread + "/" + i);
                default -> append(journal, stream);
            }
        }
    }

    /** Reads all entries repeatedly, and requires no gap and no entry of another stream. */
    private static void read(Journal journal, String stream, AtomicBoolean done) {
        while (!done.get()) {
            long end = journal.nextId(stream);
            long expected = Math.max(0, end - 200);
            try (EntryIterator entries = journal.iterate(stream, expected)) {
                while (entries.hasNext()) {
                    Entry entry = entries.next();
                    assertEquals(expected++, entry.id());
                    assertTrue(new String(entry.data(), UTF_8).startsWith(stream), "an entry of another stream");
                }
            }
            assertTrue(expected >= end);
            if (end > 0) {
                assertTrue(journal.get(stream, end / 2).isPresent());
            }
        }
    }

    private void requireAcknowledged(Journal journal) {
        long total = 0;
        for (String stream : journal.streams()) {
            total += journal.nextId(stream);
            try (EntryIterator entries = journal.iterate(stream, 0)) {
                while (entries.hasNext()) {
                    Entry entry = entries.next();
                    assertArrayEquals(entry.data(), acknowledged.get(stream + "#" + entry.id()));
                }
            }
        }
        assertEquals(acknowledged.size(), total);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void writersReadersAndInterrupts_concurrently_loseNothing(boolean disk) throws Exception {
        SimulatedStorage simulated = new SimulatedStorage(1);
        Journal journal = disk ? Journal.open(Small.options(root).build()) : Small.openThreaded(simulated);
        AtomicBoolean done = new AtomicBoolean();
        Crew writers = new Crew();
        Crew readers = new Crew();
        for (int i = 0; i < 16; i++) {
            int thread = i;
            writers.start(() -> write(journal, thread, disk ? 60 : 120));
        }
        for (int i = 0; i < 4; i++) {
            String stream = i == 3 ? "shared" : "stream " + i;
            readers.start(() -> read(journal, stream, done));
        }
        long interrupts = 0;
        while (writers.isWorking()) {
            writers.interruptOne(interrupts);
            readers.interruptOne(interrupts++);
            Thread.sleep(1);
        }
        done.set(true);
        writers.requireSuccess();
        readers.requireSuccess();
        assertTrue(writers.ended().stream().anyMatch(Crew.Ended::interrupted), "no thread stayed interrupted");
        requireAcknowledged(journal);
        journal.close();
        try (Journal reopened = disk ? Journal.open(Small.options(root).build()) : Small.open(simulated.powerCut(7))) {
            requireAcknowledged(reopened);
            assertEquals(List.of(), Transactions.of(reopened).inDoubt());
        }
    }

    @Test
    void interruptedCallers_succeedAndStayInterrupted() {
        try (Journal journal = Journal.open(Small.options(root).build())) {
            for (int i = 0; i < 50; i++) {
                Thread.currentThread().interrupt();
                append(journal, "a");
                assertTrue(Thread.interrupted(), "append cleared the interrupt");
                Thread.currentThread().interrupt();
                assertTrue(journal.get("a", i / 2).isPresent());
                assertTrue(Thread.interrupted(), "get cleared the interrupt");
            }
            Thread.currentThread().interrupt();
        }
        assertTrue(Thread.interrupted(), "close cleared the interrupt");
        try (Journal journal = Journal.open(Small.options(root).build())) {
            requireAcknowledged(journal);
        }
    }

    @Test
    void closeDuringAppends_losesNoAcknowledgedEntry() throws Exception {
        for (int round = 0; round < 10; round++) {
            Journal journal = Journal.open(Small.options(root).build());
            Crew writers = new Crew();
            for (int i = 0; i < 8; i++) {
                String stream = "stream " + i;
                writers.start(() -> appendUntilClosed(journal, stream));
            }
            Thread.sleep(5 + round * 3L);
            journal.close();
            writers.requireSuccess();
            try (Journal reopened = Journal.open(Small.options(root).build())) {
                requireAcknowledged(reopened);
            }
        }
    }

    /** An entry that a full disk refused is not there, and may be appended again. */
    @Test
    void closeDuringAppends_onADiskThatIsSometimesFull_losesNoAcknowledgedEntry() throws Exception {
        SimulatedStorage storage = new SimulatedStorage(1);
        for (int round = 0; round < 12; round++) {
            storage.setSpace(Long.MAX_VALUE);
            SimulatedStorage disk = storage;
            Journal journal = Small.openThreaded(disk);
            Crew writers = new Crew();
            for (int i = 0; i < 6; i++) {
                String stream = "stream " + i;
                writers.start(() -> appendUntilClosedOnAnyDisk(journal, stream));
            }
            for (int change = 0; change < 4; change++) {
                Thread.sleep(4);
                disk.setSpace(change % 2 == 0 ? disk.usedSpace() + round * 1024L : Long.MAX_VALUE);
            }
            disk.setSpace(round % 3 == 0 ? Long.MAX_VALUE : disk.usedSpace());
            journal.close();
            writers.requireSuccess();
            assertEquals(Optional.empty(), journal.stats().failure());
            storage = round % 2 == 0 ? disk.kill() : disk.powerCut(round);
            // The last group may be larger than a spare segment of this size.
            storage.setSpace(Long.MAX_VALUE);
            try (Journal reopened = Small.open(storage)) {
                requireAcknowledged(reopened);
            }
        }
        assertTrue(refused.get() > 10, "the disk was never full");
    }

    private void appendUntilClosedOnAnyDisk(Journal journal, String stream) {
        try {
            while (true) {
                try {
                    appendBatch(journal, stream);
                    append(journal, stream);
                } catch (DiskFullException e) {
                    refused.incrementAndGet();
                    LockSupport.parkNanos(10_000);
                }
            }
        } catch (JournalClosedException e) {
            assertTrue(journal.stats().failure().isEmpty());
        }
    }

    private void appendUntilClosed(Journal journal, String stream) {
        try {
            for (int i = 0; i < 1_000_000; i++) {
                append(journal, stream);
                byte[] entry = next(stream);
                long id =
                        journal.appendAsync(stream, entry).toCompletableFuture().join();
                acknowledge(stream, id, entry);
            }
        } catch (JournalClosedException e) {
            return;
        }
        throw new AssertionError("The journal was never closed");
    }

    @Test
    void manyThousandsOfFuturesAndTheirDependentStages_complete() {
        try (Journal journal = Journal.open(Small.options(root)
                .maxMemtableMemory(1 << 20)
                .logSegmentSize(1 << 20)
                .logBudget(8 << 20)
                .build())) {
            List<CompletableFuture<Long>> futures = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                String stream = "stream " + i % 10;
                byte[] entry = next(stream);
                byte[] dependent = next("dependents");
                futures.add(journal.appendAsync(stream, entry)
                        .thenCompose(id -> {
                            acknowledge(stream, id, entry);
                            return journal.appendAsync("dependents", dependent);
                        })
                        .whenComplete((id, failure) -> {
                            if (failure == null) {
                                acknowledge("dependents", id, dependent);
                            }
                        })
                        .toCompletableFuture());
            }
            CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
                    .join();
            assertEquals(40_000, acknowledged.size());
            assertTrue(journal.stats().forces() < 20_000, "appends did not share forces");
            requireAcknowledged(journal);
        }
    }
}
