package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import io.ironjournal.benchmarks.contender.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Transactions of five entries: start, end, commit; or start, end, prepare, commit. There is no transaction manager. */
record TransactionLoad(int threads, boolean prepared) implements Workload {

    static final int ENTRIES = 5;
    static final int SIZE = 128;

    @Override
    public String name() {
        return (prepared ? "two-phase-" : "one-phase-") + threads;
    }

    @Override
    public String title() {
        return (prepared ? "two-phase" : "one-phase") + " transactions of 5 × 128 B, " + threads
                + (threads == 1 ? " thread" : " threads");
    }

    @Override
    public String unit() {
        return "transactions/s";
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(prepared ? Ability.TWO_PHASE : Ability.ONE_PHASE);
    }

    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        try (Contender contender = entrant.open(new Opening(directory, threads, true))) {
            return Crew.measure(contender, directory, threads, settings.warmedTwice(), settings.seconds(), this::work);
        }
    }

    private Crew.Work work(Session session, int thread) {
        List<byte[]> entries = Entries.list(ENTRIES, SIZE);
        return () -> {
            if (prepared) {
                session.twoPhase(entries);
            } else {
                session.onePhase(entries);
            }
            return 1;
        };
    }

    @Override
    public double seconds(Settings settings) {
        return settings.warmedTwice().warmup() + settings.seconds();
    }
}
