package io.ironjournal.benchmarks.workload;

import com.sun.management.ThreadMXBean;
import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import io.ironjournal.benchmarks.contender.Session;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Set;

/** Reads all entries of a stream repeatedly, without a copy of each. The store was filled, closed and opened before. */
record IterateViewsLoad(long entries) implements Workload {

    private static final int SIZE = 128;

    @Override
    public String name() {
        return "iterate-views-" + entries / 1_000_000 + "m";
    }

    @Override
    public String title() {
        return String.format("iterate over views of %,d × 128 B", entries);
    }

    @Override
    public String unit() {
        return "entries/s";
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.VIEW);
    }

    @Override
    public long filled() {
        return entries;
    }

    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        long count = settings.scaled(entries);
        Opening opening = new Opening(directory, 1, false);
        try (Contender contender = entrant.open(opening)) {
            Filling.fill(contender, count, SIZE);
        }
        try (Contender contender = entrant.open(opening);
                Session session = contender.session()) {
            readAll(session, settings.warmup());
            return readAll(session, settings.seconds());
        }
    }

    private static Outcome readAll(Session session, double seconds) throws Exception {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long before = threads.getCurrentThreadAllocatedBytes();
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        long read = 0;
        long sum = 0;
        while (System.nanoTime() < end) {
            try (Session.Views views = session.views()) {
                for (long next = views.next(); next != Session.Views.END; next = views.next()) {
                    sum += next;
                    read++;
                }
            }
        }
        double taken = (System.nanoTime() - begin) / 1e9;
        if (sum == 0) {
            throw new IllegalStateException("No entry was read");
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        return Outcome.of(Outcome.PER_SECOND, read / taken)
                .with(Outcome.SECONDS, taken)
                .with(Outcome.BYTES, allocated / (double) read);
    }
}
