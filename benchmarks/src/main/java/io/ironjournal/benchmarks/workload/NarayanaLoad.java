package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import io.ironjournal.benchmarks.contender.Session;
import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Transactions of five entries that Narayana coordinates. If the contender is the only resource, Narayana commits in one phase. With a second resource, which does nothing, it commits in two phases and forces its decision between them.
 *
 * @param threads that begin and commit transactions
 * @param prepared whether the second resource takes part
 */
record NarayanaLoad(int threads, boolean prepared) implements Workload {

    @Override
    public String name() {
        return (prepared ? "narayana-two-phase-" : "narayana-one-phase-") + threads;
    }

    @Override
    public String title() {
        return (prepared ? "two-phase" : "one-phase") + " transactions of 5 × 128 B through Narayana, " + threads
                + (threads == 1 ? " thread" : " threads");
    }

    @Override
    public String unit() {
        return "transactions/s";
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.XA);
    }

    /** Narayana has its log on the same disk as the contender, in one directory for the whole process. */
    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        Path store = directory.resolveSibling("narayana");
        try (Narayana narayana = NarayanaSetup.in(store)
                        .nodeIdentifier("benchmark")
                        .manualRecovery()
                        .start();
                Contender contender = entrant.open(new Opening(directory, threads, true))) {
            TransactionManager manager = narayana.transactionManager();
            return Crew.measure(
                    contender,
                    directory,
                    threads,
                    settings.warmedTwice(),
                    settings.seconds(),
                    (session, thread) -> transactions(manager, session));
        }
    }

    @Override
    public double seconds(Settings settings) {
        return settings.warmedTwice().warmup() + settings.seconds();
    }

    private Crew.Work transactions(TransactionManager manager, Session session) {
        List<byte[]> entries = Entries.list(TransactionLoad.ENTRIES, TransactionLoad.SIZE);
        return () -> {
            manager.begin();
            manager.getTransaction().enlistResource(session.resource());
            session.join(entries);
            if (prepared) {
                manager.getTransaction().enlistResource(new IdleResource());
            }
            manager.commit();
            return 1;
        };
    }
}
