package io.ironjournal.scale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.JournalOptions;
import io.ironjournal.sharded.CompactionStats;
import io.ironjournal.sharded.ShardedJournal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many checkpoints of a journal with 16 shards. The build uses several thousand. {@code
 * -Dtest.jvm.args=-Dironjournal.checkpoints=100000} runs the documented number.
 */
class ManyCheckpointsTest {

    private static final int CHECKPOINTS = Integer.getInteger("ironjournal.checkpoints", 5_000);
    private static final int FEW = 10;
    private static final int THREADS = 16;
    private static final int LOADS = 2_000;

    @TempDir
    Path root;

    private ShardedJournal open() {
        return ShardedJournal.open(JournalOptions.builder(root).build(), 16);
    }

    private static byte[] id(int number) {
        return ("checkpoint " + number).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void manyCheckpoints_areOpenedAndLoadedAsFastAsFew() throws InterruptedException {
        try (ShardedJournal journal = open()) {
            create(journal, 0, FEW);
        }
        long few;
        try (ShardedJournal journal = open()) {
            few = load(journal, FEW);
            create(journal, FEW, CHECKPOINTS);
        }
        long opening = Math.min(millisToOpen(), Math.min(millisToOpen(), millisToOpen()));
        try (ShardedJournal journal = open()) {
            assertEquals(CHECKPOINTS, journal.checkpointCount());
            long many = load(journal, CHECKPOINTS);
            System.out.printf(
                    "%d checkpoints: opened in %d ms, the best of three; loading one of them takes %d µs, one of %d took %d µs%n",
                    CHECKPOINTS, opening, many, FEW, few);
            assertTrue(opening < 1_000, "opening took " + opening + " ms");
            long started = System.nanoTime();
            CompactionStats stats = journal.compactCheckpoints(FEW);
            System.out.printf(
                    "compacted to %d in %d ms, %d bytes are back%n",
                    stats.checkpointsAfter(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
                    stats.bytesReclaimed());
            assertEquals(FEW, stats.checkpointsAfter());
        }
    }

    private long millisToOpen() {
        long started = System.nanoTime();
        try (ShardedJournal journal = open()) {
            assertTrue(journal.checkpointCount() > 0);
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        }
    }

    private static void create(ShardedJournal journal, int from, int to) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int i = from; i < to; i++) {
            int number = i;
            threads.execute(() -> journal.createCheckpoint(id(number)));
        }
        threads.shutdown();
        assertTrue(threads.awaitTermination(10, TimeUnit.MINUTES));
    }

    /**
     * Returns the microseconds of a load, averaged over many loads in random order. The second run counts, with warm
     * code.
     */
    private static long load(ShardedJournal journal, int count) {
        SplittableRandom random = new SplittableRandom(1);
        long nanos = 0;
        for (int round = 0; round < 2; round++) {
            long started = System.nanoTime();
            for (int i = 0; i < LOADS; i++) {
                byte[] id = id(random.nextInt(count));
                assertArrayEquals(id, journal.loadCheckpoint(id).id());
            }
            nanos = System.nanoTime() - started;
        }
        return TimeUnit.NANOSECONDS.toMicros(nanos) / LOADS;
    }
}
