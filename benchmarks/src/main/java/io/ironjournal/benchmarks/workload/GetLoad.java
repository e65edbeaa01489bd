package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Reads entries by their numbers, at random, by one thread. They were written, closed and opened again before, so that
 * the page cache holds them and the store does not.
 */
record GetLoad(long entries) implements Workload {

    /** So many reads are timed as one. */
    private static final int AT_ONCE = 16;

    private static final int SIZE = 128;

    @Override
    public String name() {
        return "get-" + entries / 1_000_000 + "m";
    }

    @Override
    public String title() {
        return String.format("random get, %,d × 128 B", entries);
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
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        long count = settings.scaled(entries);
        Opening opening = new Opening(directory, 1, false);
        try (Contender contender = entrant.open(opening)) {
            Filling.fill(contender, count, SIZE);
        }
        try (Contender contender = entrant.open(opening)) {
            Outcome found = Crew.measure(contender, directory, 1, settings, settings.seconds(), (session, thread) -> {
                SplittableRandom random = new SplittableRandom(1);
                return () -> {
                    for (int i = 0; i < AT_ONCE; i++) {
                        if (session.get(random.nextLong(count)).length != SIZE) {
                            throw new IllegalStateException("An entry of another size was read");
                        }
                    }
                    return AT_ONCE;
                };
            });
            return found.without(Outcome.P50, Outcome.P99, Outcome.P999, Outcome.MAX, Outcome.WRITTEN, Outcome.CALLS);
        }
    }
}
