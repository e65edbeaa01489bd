package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import io.ironjournal.benchmarks.contender.Session;
import java.nio.file.Path;
import java.util.Set;

/** Reads all entries of a stream repeatedly. The store was filled, closed and opened before. */
record IterateLoad(long entries) implements Workload {

    private static final int SIZE = 128;

    @Override
    public String name() {
        return "iterate-" + entries / 1_000_000 + "m";
    }

    @Override
    public String title() {
        return String.format("iterate over %,d × 128 B", entries);
    }

    @Override
    public String unit() {
        return "entries/s";
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.ITERATE);
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
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        long read = 0;
        while (System.nanoTime() < end) {
            try (Session.Reader reader = session.reader()) {
                for (byte[] entry = reader.next(); entry != null; entry = reader.next()) {
                    if (entry.length != SIZE) {
                        throw new IllegalStateException("An entry of another size was read");
                    }
                    read++;
                }
            }
        }
        double taken = (System.nanoTime() - begin) / 1e9;
        return Outcome.of(Outcome.PER_SECOND, read / taken).with(Outcome.SECONDS, taken);
    }
}
