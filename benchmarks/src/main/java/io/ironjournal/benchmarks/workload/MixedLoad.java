package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;

/** Some threads append durably to stream 1. As many threads read at random from stream 0, which was filled before. */
record MixedLoad(int threads) implements Workload {

    private static final long ENTRIES = 1_000_000;
    private static final int SIZE = 128;

    @Override
    public String name() {
        return "mixed-" + threads;
    }

    @Override
    public String title() {
        return String.format(
                "durable append, 128 B, %d threads, while %d others get at random, %,d × 128 B",
                threads, threads, ENTRIES);
    }

    @Override
    public String unit() {
        return "entries/s";
    }

    @Override
    public String meanwhile() {
        return "gets/s";
    }

    @Override
    public long filled() {
        return ENTRIES;
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.APPEND, Ability.GET);
    }

    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        long count = settings.scaled(ENTRIES);
        try (Contender contender = entrant.open(new Opening(directory, 1, false))) {
            Filling.fill(contender, count, SIZE);
        }
        try (Contender contender = entrant.open(new Opening(directory, threads, true))) {
            Period period = Period.after(settings.warmup(), settings.seconds());
            Crew appending = Crew.begin(contender, period, threads, false, (session, thread) -> {
                byte[] entry = Entries.one(SIZE);
                return () -> {
                    session.append(1, entry);
                    return 1;
                };
            });
            Crew reading = Crew.begin(
                    contender,
                    period,
                    threads,
                    false,
                    (session, thread) -> GetLoad.reads(session, new SplittableRandom(thread), count, 1));
            Crew.Done gets = reading.end();
            Crew.Done appends = appending.end();
            return Crew.outcome(Outcome.of(Outcome.PER_SECOND, appends.perSecond(period)), appends, period)
                    .with(Outcome.MEANWHILE, gets.perSecond(period));
        }
    }
}
