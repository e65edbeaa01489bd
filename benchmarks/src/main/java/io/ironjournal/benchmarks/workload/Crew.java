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

/** Threads that repeat one operation. Operations in the period of the measurement are counted. */
final class Crew {

    /** Runs one operation, and returns its number of entries. */
    interface Work {
        int once() throws Exception;
    }

    /** Creates the operation of a thread. */
    interface WorkOfThread {
        Work begin(Session session, int thread) throws Exception;
    }

    /**
     * The operations of a crew.
     *
     * @param operations all of them, also before and after what was timed
     * @param entries of timed operations
     * @param latencies of timed operations, in nanoseconds
     */
    record Done(long operations, long entries, Histogram latencies) {

        double perSecond(Period period) {
            return entries / period.seconds();
        }

        /** In microseconds. */
        double percentile(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e3;
        }

        Done and(Done other) {
            latencies.add(other.latencies);
            return new Done(operations + other.operations, entries + other.entries, latencies);
        }
    }

    private final Contender contender;
    private final Period period;
    private final List<Future<Done>> members = new ArrayList<>();
    private final ExecutorService executor;

    private Crew(Contender contender, Period period, ExecutorService executor) {
        this.contender = contender;
        this.period = period;
        this.executor = executor;
    }

    /** Runs one crew alone on the contender. */
    static Outcome measure(
            Contender contender, Path directory, int threads, Settings settings, double seconds, WorkOfThread work)
            throws Exception {
        Period period = Period.after(settings.warmup(), seconds);
        Crew crew = begin(contender, period, threads, settings.virtual(), work);
        Usage used = period.await(directory);
        Done done = crew.end();
        return outcome(Outcome.of(Outcome.PER_SECOND, done.perSecond(period)), done, period)
                .with(Outcome.WRITTEN, used.writtenBytes() / (double) Math.max(1, done.entries()))
                .with(Outcome.CPU, used.cpuNanos() / 1e3 / Math.max(1, done.entries()))
                .with(Outcome.CALLS, used.writeCalls() / (double) Math.max(1, done.entries()));
    }

    /** Adds the figures that every crew has. */
    static Outcome outcome(Outcome outcome, Done done, Period period) {
        return outcome.with(Outcome.P50, done.percentile(50))
                .with(Outcome.P99, done.percentile(99))
                .with(Outcome.P999, done.percentile(99.9))
                .with(Outcome.MAX, done.latencies().getMaxValue() / 1e3)
                .with(Outcome.ACKNOWLEDGED, (double) done.operations())
                .with(Outcome.SECONDS, period.seconds());
    }

    /** Starts the threads. Several crews may share a period. */
    static Crew begin(Contender contender, Period period, int threads, boolean virtual, WorkOfThread work)
            throws ReflectiveOperationException {
        ExecutorService executor = virtual ? virtualThreads() : Executors.newFixedThreadPool(threads);
        Crew crew = new Crew(contender, period, executor);
        for (int i = 0; i < threads; i++) {
            int thread = i;
            crew.members.add(executor.submit(() -> crew.work(work, thread)));
        }
        return crew;
    }

    /** Waits until all have stopped. */
    Done end() throws Exception {
        Done all = new Done(0, 0, histogram());
        for (Future<Done> member : members) {
            all = all.and(member.get());
        }
        executor.shutdown();
        return all;
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
                if (period.contains(to)) {
                    entries += done;
                    latencies.recordValue(to - from);
                }
                from = to;
            } while (from < period.end());
            return new Done(operations, entries, latencies);
        }
    }

    private static Histogram histogram() {
        return new Histogram(3);
    }

    /** Found by reflection, because this code is compiled for a release without virtual threads. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
