package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Transactions of five entries in two phases: start, end, prepare, commit. */
record TwoPhaseLoad(int threads) implements Workload {

    private static final int ENTRIES = 5;

    @Override
    public String name() {
        return "two-phase-" + threads;
    }

    @Override
    public String title() {
        return "two-phase transactions of 5 × 128 B, " + threads + (threads == 1 ? " thread" : " threads");
    }

    @Override
    public String unit() {
        return "transactions/s";
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.TWO_PHASE);
    }

    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        try (Contender contender = entrant.open(new Opening(directory, threads, true))) {
            return Crew.measure(contender, directory, threads, settings, settings.seconds(), (session, thread) -> {
                List<byte[]> entries = Entries.list(ENTRIES, 128);
                return () -> {
                    session.twoPhase(entries);
                    return 1;
                };
            });
        }
    }
}
