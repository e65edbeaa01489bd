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

/** The bytes that a thread allocates on the heap for each append, after the code is compiled. */
record AllocationLoad(int size) implements Workload {

    @Override
    public String name() {
        return "allocation-" + Sizes.name(size);
    }

    @Override
    public String title() {
        return "heap that the caller of a durable append allocates, " + Sizes.title(size);
    }

    @Override
    public String figure() {
        return Outcome.BYTES;
    }

    @Override
    public String unit() {
        return "bytes";
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.APPEND);
    }

    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        byte[] entry = Entries.one(size);
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        try (Contender contender = entrant.open(new Opening(directory, 1, true));
                Session session = contender.session()) {
            append(session, entry, settings.warmup());
            long before = threads.getCurrentThreadAllocatedBytes();
            long count = append(session, entry, settings.seconds());
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            return Outcome.of(Outcome.BYTES, allocated / (double) count).with(Outcome.SECONDS, settings.seconds());
        }
    }

    private static long append(Session session, byte[] entry, double seconds) throws Exception {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long count = 0;
        do {
            session.append(0, entry);
            count++;
        } while (System.nanoTime() < end);
        return count;
    }
}
