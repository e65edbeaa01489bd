package io.ironjournal.narayana;

import io.ironjournal.narayana.ModelLog.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A model of two transactions of a journal, a database and a transaction manager, whose decisions are in the log of the
 * journal. {@link ModelSearch} visits all its states. This is explicit-state model checking with a breadth-first search,
 * so the trace to a violation is a shortest one.
 *
 * <p>Both transactions run at the same time, each on a thread, and all their operations interleave. A write appends a
 * record and is one step; its force is another one. A force makes durable what both have appended to that log. Each
 * resource may refuse to prepare, and the decision may be refused because the disk is full. A force of the journal may
 * fail; then the process writes no more to that log. At each step, also of recovery, the machine may crash, and the
 * process may be killed, any number of times. A transaction that had not begun before a crash may run beside recovery.
 * The operations of a transaction are in {@link ModelCoordinator}, those of recovery in {@link ModelRecovery}.
 *
 * <p>The model leaves out: the bytes of records and damaged logs, segments, the mark and the copies that the flusher
 * writes of states, transactions of other threads, timeouts, and more than two participants. The database stands for
 * each resource that forces its vote and its commit, so also for another journal. Recovery knows which
 * transactions the ended process has left, and takes no transaction of its own process; Narayana uses an interval of time
 * for that. Forces of the database do not fail, nor those of a separate store.
 */
final class DecisionModel {

    static final String OK = "";
    static final String REFUSED = ", refused";
    private static final String FAILED = ", failed";

    private final Set<ModelRule> rules;
    private final ModelRecovery recovery;
    private final ModelCoordinator coordinator;

    DecisionModel(Set<ModelRule> rules) {
        this.rules = rules;
        recovery = new ModelRecovery(this);
        coordinator = new ModelCoordinator(this, rules);
    }

    /** Returns the first states: each order of enlistment, except one that differs only in the transactions' numbers. */
    List<ModelState> begin() {
        List<ModelState> all = new ArrayList<>(List.of(ModelState.begin(false, false)));
        if (!has(ModelRule.LAST_RESOURCE)) {
            all.add(ModelState.begin(false, true));
            all.add(ModelState.begin(true, true));
        }
        return all;
    }

    void next(ModelState state, ModelSteps steps) {
        for (int tx = 0; tx < 2; tx++) {
            switch (state.transaction(tx).plan()) {
                case COMMIT, ROLLBACK -> coordinator.next(state, tx, steps);
                case RECOVERY -> recovery.next(state, tx, steps);
                case DONE -> {}
            }
        }
        recovery.restarts(state, steps);
    }

    /** Returns whether nothing is left to do, neither for the threads of the transactions nor for recovery. */
    boolean isComplete(ModelState state) {
        return !state.failed() && isComplete(state, 0) && isComplete(state, 1);
    }

    private boolean isComplete(ModelState state, int tx) {
        return switch (state.transaction(tx).plan()) {
            case COMMIT, ROLLBACK -> false;
            case RECOVERY -> recovery.isComplete(state, tx);
            case DONE -> true;
        };
    }

    boolean has(ModelRule rule) {
        return rules.contains(rule);
    }

    /** Returns the log of the manager's states. */
    ModelLog states(ModelState state) {
        return has(ModelRule.STATE_ELSEWHERE) ? state.store() : state.journal();
    }

    ModelState withStates(ModelState state, ModelLog changed) {
        return has(ModelRule.STATE_ELSEWHERE) ? state.withStore(changed) : state.withJournal(changed);
    }

    /** Returns the state after the database has rolled back what it had voted to commit. */
    ModelState refuseCommit(ModelState state, int tx) {
        ModelLog rolledBack = state.database().append(Kind.ROLLBACK, tx);
        return state.withDatabase(has(ModelRule.DATABASE_REFUSAL_FORCE) ? rolledBack.force() : rolledBack)
                .with(tx, state.transaction(tx).breakVote());
    }

    void forceStates(
            ModelState state,
            int tx,
            ModelSteps steps,
            Object what,
            UnaryOperator<ModelState> ok,
            UnaryOperator<ModelState> failed) {
        if (has(ModelRule.STATE_ELSEWHERE)) {
            steps.add(tx, what, OK, ok.apply(state.withStore(state.store().force())));
        } else {
            forceJournal(state, tx, steps, what, ok, failed);
        }
    }

    /** Adds the outcomes of a force. If one has failed before, only those succeed that have nothing left to force. */
    void forceJournal(
            ModelState state,
            int tx,
            ModelSteps steps,
            Object what,
            UnaryOperator<ModelState> ok,
            UnaryOperator<ModelState> failed) {
        boolean needed = state.journal().hasUnforced(tx);
        if (state.failed()) {
            steps.add(tx, what, needed ? FAILED : OK, (needed ? failed : ok).apply(state));
            return;
        }
        steps.add(tx, what, OK, ok.apply(state.withJournal(state.journal().force())));
        if (needed && has(ModelRule.FAILING_FORCES)) {
            steps.add(tx, what, FAILED, failed.apply(state.failForce()));
        }
    }
}
