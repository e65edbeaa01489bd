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

/**
 * Reads all entries of a stream repeatedly. The store was filled, closed and opened before.
 *
 * @param entries how many entries the stream has
 * @param access how they are read
 */
record IterateLoad(long entries, Access access) implements Workload {

    /** How the entries are read. */
    enum Access {
        COPIES("iterate", "iterate over"),

        /** Reads the entries where they lie in memory, without a copy of each. */
        VIEWS("iterate-views", "iterate over views of"),

        /** As {@link #VIEWS}, from files that are mapped into memory. */
        MAPPED_VIEWS("iterate-mapped-views", "iterate over views, from mapped files, of");

        final String name;
        final String title;

        Access(String name, String title) {
            this.name = name;
            this.title = title;
        }
    }

    private static final int SIZE = 128;

    @Override
    public String name() {
        return access.name + "-" + entries / 1_000_000 + "m";
    }

    @Override
    public String title() {
        return String.format("%s %,d × 128 B", access.title, entries);
    }

    @Override
    public String unit() {
        return "entries/s";
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(access == Access.COPIES ? Ability.ITERATE : Ability.VIEW);
    }

    @Override
    public long filled() {
        return entries;
    }

    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        long count = settings.scaled(entries);
        Opening opening = new Opening(directory, 1, false, access == Access.MAPPED_VIEWS);
        try (Contender contender = entrant.open(opening)) {
            Filling.fill(contender, count, SIZE);
        }
        try (Contender contender = entrant.open(opening);
                Session session = contender.session()) {
            readRepeatedly(session, settings.warmup());
            return readRepeatedly(session, settings.seconds());
        }
    }

    private Outcome readRepeatedly(Session session, double seconds) throws Exception {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long before = threads.getCurrentThreadAllocatedBytes();
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        long read = 0;
        while (System.nanoTime() < end) {
            read += access == Access.COPIES ? readCopies(session) : readViews(session);
        }
        double taken = (System.nanoTime() - begin) / 1e9;
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        return Outcome.of(Outcome.PER_SECOND, read / taken)
                .with(Outcome.SECONDS, taken)
                .with(Outcome.BYTES, allocated / (double) read);
    }

    private static long readCopies(Session session) throws Exception {
        long read = 0;
        try (Session.Reader reader = session.reader()) {
            for (byte[] entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.length != SIZE) {
                    throw new IllegalStateException("An entry of another size was read");
                }
                read++;
            }
        }
        return read;
    }

    private static long readViews(Session session) throws Exception {
        long read = 0;
        long sum = 0;
        try (Session.Views all = session.views()) {
            for (long next = all.next(); next != Session.Views.END; next = all.next()) {
                sum += next;
                read++;
            }
        }
        if (sum == 0) {
            throw new IllegalStateException("The bytes of the entries were not read");
        }
        return read;
    }
}
