package io.ironjournal.bookkeeper;

import io.ironjournal.bookkeeper.ClusterChanges.Outcome;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a simulation: ledgers, and the node of one journal. Everything runs in one thread, and a seed repeats the
 * run. Processes reach it by {@link SimulatedConnection}s, which can be lost.
 */
final class SimulatedCluster {

    final SplittableRandom random;
    final Map<Long, SimulatedLedger> ledgers = new TreeMap<>();

    @Nullable
    JournalMetadata content;

    int version;
    long nextLedger;

    /** Whether connections can be lost. */
    boolean faults = true;

    /** The largest size at which a process that opens the journal begins the next ledger. */
    int largestLedger = 20_000;

    /** Whether no bookie answers any more. */
    boolean bookiesAway;

    /** What happens to the next group. */
    Outcome failing = Outcome.SUCCEEDS;

    /** Whether acknowledged entries of a ledger may be lost when it is fenced, to check that a test notices it. */
    boolean forgetful;

    private long nanos;

    SimulatedCluster(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Returns what happens to the next group, once. */
    Outcome nextGroup() {
        Outcome next = failing;
        failing = Outcome.SUCCEEDS;
        return next;
    }

    /** Returns a later time with each call. */
    long nanoTime() {
        nanos += random.nextInt(50_000_000);
        return nanos;
    }

    /** Requires that all ledgers of the list exist. Deleting a ledger that is needed would lose entries. */
    void requireListedLedgers() {
        JournalMetadata present = content;
        if (present == null) {
            return;
        }
        for (LedgerInfo info : present.ledgers()) {
            SimulatedLedger ledger = ledgers.get(info.id());
            if (ledger == null || ledger.deleted) {
                throw new AssertionError("Ledger " + info.id() + " is listed and does not exist");
            }
        }
    }
}
