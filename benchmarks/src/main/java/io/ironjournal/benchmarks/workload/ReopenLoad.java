package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import io.ironjournal.benchmarks.contender.Session;
import java.nio.file.Path;
import java.util.Set;

/**
 * Measures the time to open a store that another process filled, until its last entry is read.
 *
 * @param entries of 128 bytes
 * @param killed whether the process ended without closing
 */
record ReopenLoad(long entries, boolean killed) implements Workload {

    private static final int SIZE = 128;

    @Override
    public String name() {
        return (killed ? "reopen-killed-" : "reopen-clean-") + entries / 1_000_000 + "m";
    }

    @Override
    public String title() {
        return String.format(
                "opening after %,d × 128 B and %s, until the last one is read",
                entries, killed ? "an end without closing" : "a clean close");
    }

    @Override
    public String figure() {
        return Outcome.MILLISECONDS;
    }

    @Override
    public String unit() {
        return "ms";
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.GET, Ability.UNFORCED);
    }

    @Override
    public long filled() {
        return entries;
    }

    /** There is no period. Most of the time goes into another JVM that fills the store. */
    @Override
    public double seconds(Settings settings) {
        return 1;
    }

    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        long count = Filling.rounded(settings.scaled(entries));
        Filling.apart(entrant, directory, count, SIZE, killed);
        long begin = System.nanoTime();
        try (Contender contender = entrant.open(new Opening(directory, 1, true));
                Session session = contender.session()) {
            session.get(count - 1);
            return Outcome.of(Outcome.MILLISECONDS, (System.nanoTime() - begin) / 1e6);
        }
    }
}
