package io.ironjournal.benchmarks.replicated;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads append entries of 128 bytes, each when its last one is acknowledged. Two contenders take turns in one process, so
 * that other load of the machine affects both.
 */
final class Appending {

    private static final int WARM_UP_ROUNDS = 3;

    private final int threads;
    private final long millis;

    private Appending(int threads, long millis) {
        this.threads = threads;
        this.millis = millis;
    }

    /** What a contender did in each second, and the processor time of the process for each entry. */
    private record Slice(double entries, double groups, double cpuMicros) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f/s in %.0f groups, %.0f us of CPU", entries, groups, cpuMicros);
        }
    }

    /**
     * Prints each pair and the medians.
     *
     * @param args the other contender, URI, directory, threads, milliseconds of a slice, pairs
     * @throws Exception when an append fails
     */
    public static void main(String[] args) throws Exception {
        Appending appending = new Appending(Integer.parseInt(args[3]), Long.parseLong(args[4]));
        try (Contender other = Contender.of(args[0], args[1], Path.of(args[2], "other"));
                Contender journal = Contender.of("journal", args[1], Path.of(args[2], "journal"))) {
            appending.measure(args[0], other, journal, Integer.parseInt(args[5]));
        }
        System.exit(0);
    }

    private void measure(String name, Contender other, Contender journal, int pairs) throws Exception {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            run(other);
            run(journal);
        }
        List<Double> rates = new ArrayList<>();
        List<Double> groups = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            Slice first = run(other);
            Slice second = run(journal);
            rates.add(second.entries / first.entries);
            groups.add(second.groups / first.groups);
            cpu.add(second.cpuMicros / first.cpuMicros);
            System.out.println(threads + " threads: " + name + " " + first + "; journal " + second
                    + String.format(Locale.ROOT, "; ratio %.2f", rates.get(i)));
        }
        System.out.println(String.format(
                Locale.ROOT,
                "%d threads: medians of journal/%s: entries %.2f, groups %.2f, CPU of an entry %.2f",
                threads,
                name,
                Replicated.median(rates),
                Replicated.median(groups),
                Replicated.median(cpu)));
    }

    private Slice run(Contender contender) throws InterruptedException {
        AtomicLong count = new AtomicLong();
        AtomicBoolean ended = new AtomicBoolean();
        List<Thread> running = new ArrayList<>();
        long groups = contender.groups();
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try {
                    while (!ended.get()) {
                        contender.append(new byte[128]);
                        count.incrementAndGet();
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
            running.add(thread);
        }
        Thread.sleep(millis);
        ended.set(true);
        for (Thread thread : running) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double micros = (cpuNanos() - cpu) / 1e3;
        return new Slice(count.get() / seconds, (contender.groups() - groups) / seconds, micros / count.get());
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
