package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Crashes and failed forces under several threads, with the journal's own threads running. The order is random. These
 * rules always hold: acknowledged entries are there with their bytes, no entry is there twice, and branches over two
 * streams are complete.
 */
@Timeout(120)
class ThreadedCrashTest {

    private static final int CRASHES = Integer.getInteger("ironjournal.crashes.threaded", 300);
    private static final int WRITERS = 6;

    /** Acknowledged entries, by stream and id. */
    private final Map<String, byte[]> acknowledged = new ConcurrentHashMap<>();

    /** Branches for which prepare returned, and branches for which commit was called. */
    private final Set<BranchId> prepared = ConcurrentHashMap.newKeySet();

    private final Set<BranchId> deciding = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();

    /** Returns an entry that begins with a unique number. A negative number belongs to a branch over two streams. */
    private byte[] entry(long number, SplittableRandom random) {
        byte[] entry = new byte[8 + random.nextInt(random.nextInt(20) == 0 ? 6000 : 300)];
        if (random.nextBoolean()) {
            random.nextBytes(entry);
        }
        ByteBuffer.wrap(entry).putLong(0, number);
        return entry;
    }

    private void write(Journal journal, int writer, SplittableRandom random) {
        String stream = "stream " + writer % 3;
        try {
            for (int i = 0; i < 10_000; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> {
                        List<byte[]> batch = List.of(
                                entry(numbers.incrementAndGet(), random), entry(numbers.incrementAndGet(), random));
                        IdRange ids = journal.appendBatch(stream, batch);
                        acknowledged.put(stream + "#" + ids.start(), batch.get(0));
                        acknowledged.put(stream + "#" + (ids.start() + 1), batch.get(1));
                    }
                    case 1 -> branch(journal, stream, random);
                    case 2 -> {
                        byte[] entry = entry(numbers.incrementAndGet(), random);
                        acknowledged.put(
                                stream + "#"
                                        + journal.appendAsync(stream, entry)
                                                .toCompletableFuture()
                                                .join(),
                                entry);
                    }
                    default -> {
                        byte[] entry = entry(numbers.incrementAndGet(), random);
                        acknowledged.put(stream + "#" + journal.append(stream, entry), entry);
                    }
                }
            }
        } catch (JournalException | SimulatedCrash | CompletionException e) {
            return;
        }
        throw new AssertionError("No failure happened");
    }

    private void branch(Journal journal, String stream, SplittableRandom random) {
        long number = -numbers.incrementAndGet();
        BranchId id = Small.branchId("" + number);
        byte[] one = entry(number, random);
        byte[] other = entry(number, random);
        var branch = Transactions.of(journal).begin(id);
        branch.add(stream, one);
        branch.add("shared", other);
        Transactions.of(journal).prepare(id);
        prepared.add(id);
        if (random.nextInt(4) > 0) {
            deciding.add(id);
            Map<String, IdRange> ids = Transactions.of(journal).commit(id);
            acknowledged.put(stream + "#" + ids.get(stream).start(), one);
            acknowledged.put("shared#" + ids.get("shared").start(), other);
        }
    }

    @Test
    void manyThreadsMeetACrash_noAcknowledgedEntryIsLost() throws InterruptedException {
        SplittableRandom random = new SplittableRandom(4);
        SimulatedStorage storage = new SimulatedStorage(4);
        for (int crash = 0; crash < CRASHES; crash++) {
            if (crash % 20 == 0) {
                storage = new SimulatedStorage(crash);
                acknowledged.clear();
                prepared.clear();
                deciding.clear();
            }
            Journal journal = JournalOpener.open(
                    Small.options()
                            .compression(crash % 2 == 0 ? Compression.LZ4 : Compression.NONE)
                            .minCompressionSize(64)
                            .build(),
                    storage,
                    true);
            settle(journal);
            verify(journal);
            boolean forceFails = random.nextInt(4) == 0;
            if (forceFails) {
                storage.failForceAfter(1 + random.nextInt(150));
            } else {
                storage.crashAfter(1 + random.nextInt(400));
            }
            Crew crew = new Crew();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                SplittableRandom own = random.split();
                crew.start(() -> write(journal, writer, own));
            }
            crew.requireSuccess();
            journal.close();
            if (!forceFails || random.nextBoolean()) {
                storage = random.nextInt(3) == 0 ? storage.kill() : storage.powerCut(random.nextLong());
            }
        }
    }

    /** Requires that every branch has an outcome that its last call allows. Decides those in doubt. */
    private void settle(Journal journal) {
        Set<BranchId> inDoubt = new HashSet<>();
        for (InDoubtBranch branch : Transactions.of(journal).inDoubt()) {
            assertTrue(inDoubt.add(branch.id()));
        }
        for (BranchId id : prepared) {
            assertTrue(inDoubt.contains(id) || deciding.contains(id), "branch " + id + " was prepared and is missing");
        }
        for (BranchId id : inDoubt) {
            Transactions.of(journal).rollback(id);
        }
        journal.sync();
        prepared.clear();
        deciding.clear();
    }

    private void verify(Journal journal) {
        Set<String> found = new HashSet<>();
        Map<Long, Integer> numbersFound = new HashMap<>();
        for (String stream : journal.streams()) {
            try (EntryIterator entries = journal.iterate(stream, 0)) {
                while (entries.hasNext()) {
                    Entry entry = entries.next();
                    String key = stream + "#" + entry.id();
                    found.add(key);
                    byte[] expected = acknowledged.get(key);
                    if (expected != null) {
                        assertArrayEquals(expected, entry.data(), key);
                    }
                    numbersFound.merge(ByteBuffer.wrap(entry.data()).getLong(), 1, Integer::sum);
                }
            }
        }
        List<String> lost = new ArrayList<>(acknowledged.keySet());
        lost.removeAll(found);
        assertEquals(List.of(), lost, "acknowledged and lost");
        numbersFound.forEach((number, times) -> assertEquals(number < 0 ? 2 : 1, times, "entry " + number));
    }
}
