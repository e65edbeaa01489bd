package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import io.ironjournal.benchmarks.contender.Session;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** One thread appends durably at a steady rate, and another one follows. The time from the call of append until the other thread has the entry is measured. */
record TailLoad(int perSecond) implements Workload {

    private static final int SIZE = 128;

    @Override
    public String name() {
        return "tail-" + perSecond;
    }

    @Override
    public String title() {
        return String.format(
                "from the call of append to a reader that follows, %,d durable appends a second", perSecond);
    }

    @Override
    public String figure() {
        return Outcome.P50;
    }

    @Override
    public String unit() {
        return "µs, median";
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.TAIL);
    }

    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        int warmup = (int) (settings.warmup() * perSecond);
        int entries = 1 + (int) (settings.seconds() * perSecond);
        try (Contender contender = entrant.open(new Opening(directory, 1, true));
                Session session = contender.session()) {
            session.append(0, stamped());
            Follower follower = new Follower(contender, 1 + warmup, entries);
            Thread thread = new Thread(follower, "follower");
            thread.start();
            for (int i = 0; i < warmup + entries; i++) {
                LockSupport.parkNanos(1_000_000_000L / perSecond);
                session.append(0, stamped());
            }
            thread.join();
            return Outcome.of(Outcome.P50, follower.latencies.getValueAtPercentile(50) / 1e3)
                    .with(Outcome.P99, follower.latencies.getValueAtPercentile(99) / 1e3)
                    .with(Outcome.P999, follower.latencies.getValueAtPercentile(99.9) / 1e3)
                    .with(Outcome.MAX, follower.latencies.getMaxValue() / 1e3)
                    .with(Outcome.SECONDS, settings.seconds());
        }
    }

    private static byte[] stamped() {
        return ByteBuffer.allocate(SIZE).putLong(System.nanoTime()).array();
    }

    /** Reads until all entries are read. */
    private static final class Follower implements Runnable {

        private final Contender contender;
        private final int ignored;
        private final int counted;
        private final Histogram latencies = new Histogram(3);

        Follower(Contender contender, int ignored, int counted) {
            this.contender = contender;
            this.ignored = ignored;
            this.counted = counted;
        }

        @Override
        public void run() {
            try (Session session = contender.session();
                    Session.Reader reader = session.follow()) {
                for (int seen = 0; seen < ignored + counted; ) {
                    byte[] entry = reader.next();
                    if (entry == null) {
                        Thread.onSpinWait();
                        continue;
                    }
                    if (seen++ >= ignored) {
                        latencies.recordValue(
                                System.nanoTime() - ByteBuffer.wrap(entry).getLong());
                    }
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
