package io.ironjournal.bookkeeper;

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

    /** Whether no bookie answers any more. */
    boolean bookiesAway;

    /** What happens to the next group. */
    FailingGroup failing = FailingGroup.NONE;

    /** A group that fails at the writer. */
    enum FailingGroup {
        NONE,
        /** No bookie has it. */
        IS_LOST,
        /** The bookies have it, and their answer is lost. */
        ANSWER_IS_LOST
    }

    private long nanos;

    SimulatedCluster(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Returns what happens to the next group, once. */
    FailingGroup nextGroup() {
        FailingGroup next = failing;
        failing = FailingGroup.NONE;
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
