package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import io.ironjournal.benchmarks.contender.Session;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** One thread reads entries at random by their numbers. The store was filled, closed and opened before, so it has no entries in memory. They are in the page cache, unless it was dropped. */
record GetLoad(long entries, boolean cold) implements Workload {

    /** The number of reads that are timed together, because one read is short compared with reading the clock. */
    private static final int AT_ONCE = 16;

    private static final int SIZE = 128;

    @Override
    public String name() {
        return (cold ? "get-cold-" : "get-") + entries / 1_000_000 + "m";
    }

    @Override
    public String title() {
        return String.format("random get, %,d × 128 B", entries) + (cold ? ", the page cache dropped before" : "");
    }

    @Override
    public String unit() {
        return "entries/s";
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.GET);
    }

    @Override
    public long filled() {
        return entries;
    }

    @Override
    public Optional<String> obstacle() {
        return cold ? PageCache.obstacle() : Optional.empty();
    }

    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        long count = settings.scaled(entries);
        try (Contender contender = entrant.open(new Opening(directory, 1, false))) {
            Filling.fill(contender, count, SIZE);
        }
        if (!cold) {
            return read(entrant, directory, settings, settings.seconds(), count)
                    .without(Outcome.P50, Outcome.P99, Outcome.P999, Outcome.MAX);
        }
        if (settings.warmup() > 0) {
            // The code gets warm, the cache must not.
            read(entrant, directory, settings.unwarmed(), settings.warmup(), count);
        }
        PageCache.drop(directory);
        return read(entrant, directory, settings.unwarmed(), settings.seconds(), count);
    }

    private Outcome read(Entrant entrant, Path directory, Settings settings, double seconds, long count)
            throws Exception {
        try (Contender contender = entrant.open(new Opening(directory, 1, false))) {
            return Crew.measure(
                            contender,
                            directory,
                            1,
                            settings,
                            seconds,
                            (session, thread) -> reads(session, new SplittableRandom(1), count, cold ? 1 : AT_ONCE))
                    .without(Outcome.WRITTEN, Outcome.CALLS);
        }
    }

    static Crew.Work reads(Session session, SplittableRandom random, long count, int atOnce) {
        return () -> {
            for (int i = 0; i < atOnce; i++) {
                if (session.get(random.nextLong(count)).length != SIZE) {
                    throw new IllegalStateException("An entry of another size was read");
                }
            }
            return atOnce;
        };
    }
}
