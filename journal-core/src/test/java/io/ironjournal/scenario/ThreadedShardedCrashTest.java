package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.JournalException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.Checkpoint;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.sharded.CheckpointNotFoundException;
import io.ironjournal.sharded.CheckpointPrunedException;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Eight writers, checkpoints, pruning and compaction at the same time, with crashes. Each writer numbers its batches,
 * and each batch goes to several shards, so the cut of a checkpoint can be verified. The cut contains each batch
 * completely or not at all, and no batch without the writer's earlier ones. It contains all batches that were
 * acknowledged before the checkpoint was requested, and none that began after the checkpoint was created.
 */
@Timeout(300)
class ThreadedShardedCrashTest {

    private static final int CRASHES = Integer.getInteger("ironjournal.crashes.threaded", 150);
    private static final int WRITERS = 8;
    private static final int SHARDS = 5;
    private static final int LIVES = 15;

    /** The batches that each writer began, and those that were acknowledged. */
    private AtomicLongArray begun = new AtomicLongArray(WRITERS);

    private AtomicLongArray acknowledged = new AtomicLongArray(WRITERS);

    /** The batches acknowledged before each checkpoint was requested, and those begun when it was created. */
    private record Bounds(long[] least, long[] most) {}

    private final Map<Long, Bounds> bounds = new ConcurrentHashMap<>();
    private final Set<Batch> returned = ConcurrentHashMap.newKeySet();
    private volatile long checkpoints;

    /** Entries of one writer that are one record. */
    private record Batch(int writer, long number) {}

    @Test
    void everyCheckpoint_underConcurrentWriters_isAConsistentCut() throws InterruptedException {
        SplittableRandom random = new SplittableRandom(8);
        SimulatedStorage storage = new SimulatedStorage(8);
        for (int crash = 0; crash < CRASHES; crash++) {
            if (crash % LIVES == 0) {
                storage = new SimulatedStorage(crash);
                begun = new AtomicLongArray(WRITERS);
                acknowledged = new AtomicLongArray(WRITERS);
                bounds.clear();
                returned.clear();
            }
            ShardedJournal journal = JournalOpener.openSharded(
                    Small.options().maxSegmentSize(4 << 10).build(), SHARDS, storage, true);
            verify(journal);
            storage.crashAfter(50 + random.nextInt(600));
            Crew crew = new Crew();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                SplittableRandom own = random.split();
                crew.start(() -> untilItCrashes(journal, () -> write(journal, writer, own)));
            }
            crew.start(() -> untilItCrashes(journal, () -> createCheckpoint(journal)));
            crew.start(() -> untilItCrashes(journal, () -> prune(journal)));
            crew.start(() -> untilItCrashes(journal, () -> compact(journal)));
            crew.requireSuccess();
            journal.close();
            storage = random.nextInt(3) == 0 ? storage.kill() : storage.powerCut(random.nextLong());
        }
    }

    /** Runs a step. Some steps usually do nothing, and then notice no failure. */
    private static void untilItCrashes(ShardedJournal journal, Runnable step) {
        try {
            while (journal.journal().stats().failure().isEmpty()) {
                step.run();
            }
        } catch (CheckpointNotFoundException e) {
            throw e;
        } catch (JournalException | SimulatedCrash e) {
            // The injected crash.
        }
    }

    private void write(ShardedJournal journal, int writer, SplittableRandom random) {
        long number = begun.incrementAndGet(writer);
        List<KeyedEntry> batch = new ArrayList<>();
        int size = 1 + random.nextInt(4);
        for (int i = 0; i < size; i++) {
            ByteBuffer value = ByteBuffer.allocate(20 + random.nextInt(200));
            value.putInt(writer).putLong(number).putInt(size);
            batch.add(new KeyedEntry(new byte[] {(byte) random.nextInt(100)}, value.array()));
        }
        journal.appendBatch(batch);
        acknowledged.set(writer, number);
        returned.add(new Batch(writer, number));
    }

    private void createCheckpoint(ShardedJournal journal) {
        long[] least = snapshot(acknowledged);
        long number = checkpoints + 1;
        journal.createCheckpoint(id(number));
        bounds.put(number, new Bounds(least, snapshot(begun)));
        checkpoints = number;
    }

    private void prune(ShardedJournal journal) {
        List<CheckpointInfo> listed = journal.listCheckpoints();
        if (listed.size() > 2) {
            try {
                journal.pruneBeforeCheckpoint(listed.get(listed.size() - 2).id());
            } catch (CheckpointNotFoundException e) {
                // The checkpoint was discarded in the meantime.
            }
        }
        LockSupport.parkNanos(100_000);
    }

    private void compact(ShardedJournal journal) {
        if (journal.checkpointCount() > 12) {
            journal.compactCheckpoints(8);
            assertTrue(journal.checkpointCount() >= 8);
        }
        LockSupport.parkNanos(100_000);
    }

    private static long[] snapshot(AtomicLongArray numbers) {
        long[] values = new long[WRITERS];
        for (int i = 0; i < WRITERS; i++) {
            values[i] = numbers.get(i);
        }
        return values;
    }

    private static byte[] id(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    private void verify(ShardedJournal journal) {
        List<CheckpointInfo> listed = journal.listCheckpoints();
        long latest = checkpoints;
        assertTrue(
                bounds.isEmpty() || listed.stream().anyMatch(info -> number(info.id()) >= latest),
                "the latest acknowledged checkpoint is gone");
        for (CheckpointInfo info : listed) {
            try {
                Checkpoint checkpoint = journal.loadCheckpoint(info.id());
                verifyCut(journal, checkpoint, bounds.get(number(info.id())));
            } catch (CheckpointPrunedException e) {
                assertTrue(info.pruned());
            }
        }
    }

    private static long number(byte[] id) {
        return ByteBuffer.wrap(id).getLong();
    }

    /** Reads the entries behind the cut. */
    private void verifyCut(ShardedJournal journal, Checkpoint checkpoint, Bounds bound) {
        Map<Batch, Integer> behind = new HashMap<>();
        Map<Batch, Integer> sizes = new HashMap<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            try (EntryIterator entries = journal.iterateShard(shard, checkpoint.offset(shard))) {
                entries.forEachRemaining(entry -> {
                    ByteBuffer value = ByteBuffer.wrap(entry.data());
                    Batch batch = new Batch(value.getInt(), value.getLong());
                    behind.merge(batch, 1, Integer::sum);
                    sizes.put(batch, value.getInt());
                });
            }
        }
        assertEquals(sizes, behind, "batches that the cut divides, or that are incomplete");
        long[] first = new long[WRITERS];
        Arrays.fill(first, Long.MAX_VALUE);
        behind.keySet().forEach(batch -> first[batch.writer()] = Math.min(first[batch.writer()], batch.number()));
        for (int writer = 0; writer < WRITERS && bound != null; writer++) {
            assertTrue(first[writer] > bound.least()[writer], "an acknowledged batch is behind a later cut");
        }
        for (Batch batch : returned) {
            boolean later = bound != null && batch.number() > bound.most()[batch.writer()];
            assertTrue(!later || behind.containsKey(batch), "a batch that began later is not behind the cut");
        }
    }
}
