package io.ironjournal.samples;

import io.ironjournal.JournalOptions;
import io.ironjournal.sharded.ShardedJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Measures durable appends to journals with 4, 16, 64 and 256 shards. The rounds alternate between the journals, so
 * that changes of the machine's load affect all of them. The shards of a journal share one log. Therefore the number of
 * shards should make no difference.
 */
public final class MeasureShards {

    private static final int[] SHARDS = {4, 16, 64, 256};
    private static final int THREADS = 16;
    private static final int ROUNDS = Integer.getInteger("measure.rounds", 7);
    private static final long ROUND_NANOS = 1_000_000_000L;

    private MeasureShards() {}

    /**
     * Runs the measurement.
     *
     * @param args none
     * @throws Exception when the disk fails
     */
    public static void main(String[] args) throws Exception {
        Path root = Path.of("measure-data").toAbsolutePath();
        delete(root);
        List<ShardedJournal> journals = new ArrayList<>();
        for (int shards : SHARDS) {
            journals.add(ShardedJournal.open(
                    JournalOptions.builder(root.resolve("shards-" + shards)).build(), shards));
        }
        Orders.say("Durable appends of 128 bytes a second, " + THREADS + " threads, " + ROUNDS + " rounds of a second");
        double[][] rates = new double[SHARDS.length][ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            for (int i = 0; i < SHARDS.length; i++) {
                double rate = append(journals.get(i));
                if (round >= 0) {
                    rates[i][round] = rate;
                }
            }
        }
        journals.forEach(ShardedJournal::close);
        for (int i = 0; i < SHARDS.length; i++) {
            double[] ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                ratios[round] = rates[i][round] / rates[0][round];
            }
            Orders.say(String.format(
                    "%4d shards  %9.0f   %.2f of %d shards", SHARDS[i], median(rates[i]), median(ratios), SHARDS[0]));
        }
        delete(root);
    }

    private static double append(ShardedJournal journal) throws InterruptedException {
        AtomicLong appended = new AtomicLong();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.add(new Thread(() -> {
                byte[] value = new byte[128];
                for (long n = 0; System.nanoTime() - start < ROUND_NANOS; n++) {
                    journal.append(
                            ByteBuffer.allocate(12).putInt(thread).putLong(n).array(), value);
                    appended.incrementAndGet();
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return appended.get() * 1e9 / (System.nanoTime() - start);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void delete(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
