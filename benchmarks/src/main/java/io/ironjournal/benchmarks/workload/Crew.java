package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Threads that do one thing again and again; what they do while time is taken is counted. */
final class Crew {

    /** One operation; returns how many entries it was about. */
    interface Work {
        int once() throws Exception;
    }

    /** Gives a thread its work. */
    interface WorkOfThread {
        Work begin(Session session, int thread) throws Exception;
    }

    private final Contender contender;
    private final Path directory;
    private final Settings settings;
    private final long begin;
    private final long end;

    private Crew(Contender contender, Path directory, Settings settings, double seconds) {
        this.contender = contender;
        this.directory = directory;
        this.settings = settings;
        begin = System.nanoTime() + (long) (settings.warmup() * 1e9);
        end = begin + (long) (seconds * 1e9);
    }

    private record Done(long operations, long entries, Histogram latencies) {}

    static Outcome measure(
            Contender contender, Path directory, int threads, Settings settings, double seconds, WorkOfThread work)
            throws Exception {
        return new Crew(contender, directory, settings, seconds).run(threads, work);
    }

    private Outcome run(int threads, WorkOfThread work) throws Exception {
        ExecutorService executor = settings.virtual() ? virtualThreads() : Executors.newFixedThreadPool(threads);
        List<Future<Done>> crew = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            crew.add(executor.submit(() -> work(work, thread)));
        }
        sleepUntil(begin);
        Usage before = Usage.now(directory);
        sleepUntil(end);
        Usage used = Usage.now(directory).since(before);
        long operations = 0;
        long entries = 0;
        Histogram latencies = histogram();
        for (Future<Done> member : crew) {
            Done done = member.get();
            operations += done.operations();
            entries += done.entries();
            latencies.add(done.latencies());
        }
        executor.shutdown();
        return Outcome.of(Outcome.PER_SECOND, entries / ((end - begin) / 1e9))
                .with(Outcome.P50, latencies.getValueAtPercentile(50) / 1e3)
                .with(Outcome.P99, latencies.getValueAtPercentile(99) / 1e3)
                .with(Outcome.P999, latencies.getValueAtPercentile(99.9) / 1e3)
                .with(Outcome.MAX, latencies.getMaxValue() / 1e3)
                .with(Outcome.WRITTEN, used.writtenBytes() / (double) Math.max(1, entries))
                .with(Outcome.CPU, used.cpuNanos() / 1e3 / Math.max(1, entries))
                .with(Outcome.CALLS, used.writeCalls() / (double) Math.max(1, entries))
                .with(Outcome.ACKNOWLEDGED, (double) operations);
    }

    private Done work(WorkOfThread work, int thread) throws Exception {
        try (Session session = contender.session()) {
            Work once = work.begin(session, thread);
            Histogram latencies = histogram();
            long operations = 0;
            long entries = 0;
            long from = System.nanoTime();
            do {
                int done = once.once();
                long to = System.nanoTime();
                operations++;
                if (to >= begin && to <= end) {
                    entries += done;
                    latencies.recordValue(to - from);
                }
                from = to;
            } while (from < end);
            return new Done(operations, entries, latencies);
        }
    }

    private static Histogram histogram() {
        return new Histogram(3);
    }

    private static void sleepUntil(long instant) throws InterruptedException {
        for (long left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    /** This code is compiled for a release that has none. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
