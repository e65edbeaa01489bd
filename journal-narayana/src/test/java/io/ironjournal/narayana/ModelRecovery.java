package io.ironjournal.narayana;

import io.ironjournal.narayana.ModelLog.Kind;
import io.ironjournal.narayana.ModelTransaction.Plan;
import java.util.function.UnaryOperator;

/**
 * Crashes and recovery of {@link DecisionModel}. After a crash of the machine each log keeps its durable records, and any
 * number of those behind them. After a kill of the process alone nothing is lost, but what was not durable still is not.
 * After a failed force even a kill may lose records of the journal, because the operating system may have dropped them.
 *
 * <p>Recovery commits what was decided, removes the decision, and rolls back all other branches in doubt. It decides
 * nothing while the journal has failed.
 */
final class ModelRecovery {

    private static final int CHOOSE = 0;
    private static final int FORCE_JOURNAL = 1;
    private static final int FORCE_DATABASE = 2;
    private static final int FORCE_REMOVAL = 3;

    private final DecisionModel model;

    ModelRecovery(DecisionModel model) {
        this.model = model;
    }

    void restarts(ModelState state, ModelSteps steps) {
        for (int journal = 0; journal <= state.journal().unforcedCount(); journal++) {
            for (int store = 0; store <= state.store().unforcedCount(); store++) {
                for (int database = 0; database <= state.database().unforcedCount(); database++) {
                    ModelState next = state.restart(
                            state.journal().crash(journal),
                            state.store().crash(store),
                            state.database().crash(database));
                    steps.add(ModelSteps.ALL, "the machine crashes", "", next);
                }
            }
        }
        if (!model.has(ModelRule.OPENING_FORCE)) {
            kills(state, steps);
        }
    }

    /** Adds kills. If the opening forces what it reads, they equal a crash that loses nothing else. */
    private static void kills(ModelState state, ModelSteps steps) {
        for (int lost = 0; lost <= (state.failed() ? state.journal().unforcedCount() : 0); lost++) {
            ModelLog journal = lost == 0
                    ? state.journal()
                    : state.journal().crash(state.journal().unforcedCount() - lost);
            ModelState next =
                    state.restart(journal, state.store(), state.database().force());
            steps.add(ModelSteps.ALL, "the process is killed", "", next);
        }
    }

    /** Returns whether recovery has nothing to do for a transaction. */
    boolean isComplete(ModelState state, int tx) {
        return state.transaction(tx).at() == CHOOSE
                && !model.states(state).isDecided(tx)
                && !state.journal().isInDoubt(tx)
                && !state.database().isInDoubt(tx);
    }

    void next(ModelState state, int tx, ModelSteps steps) {
        UnaryOperator<ModelState> ok = after -> go(after, tx, CHOOSE);
        switch (state.transaction(tx).at()) {
            case FORCE_JOURNAL ->
                model.forceJournal(
                        state,
                        tx,
                        steps,
                        "recovery forces the journal",
                        after -> ok.apply(after.showCommitted(tx)),
                        ok);
            case FORCE_DATABASE -> {
                ModelState forced = state.withDatabase(state.database().force());
                steps.add(tx, "recovery forces the database", "", ok.apply(forced));
            }
            case FORCE_REMOVAL -> model.forceStates(state, tx, steps, "recovery forces the removal", ok, ok);
            default -> choose(state, tx, steps);
        }
    }

    private void choose(ModelState state, int tx, ModelSteps steps) {
        if (state.failed()) {
            if (model.has(ModelRule.FAILED_LOG_READS_AS_EMPTY)
                    && state.database().isInDoubt(tx)) {
                rollBackDatabase(state, tx, steps);
            }
        } else if (!model.states(state).isDecided(tx)) {
            if (state.journal().isInDoubt(tx)) {
                ModelState next = state.withJournal(state.journal().append(Kind.ROLLBACK, tx));
                steps.add(tx, "recovery rolls back the journal", "", next);
            }
            if (state.database().isInDoubt(tx)) {
                rollBackDatabase(state, tx, steps);
            }
        } else if (state.journal().isInDoubt(tx) || state.database().isInDoubt(tx)) {
            commit(state, tx, steps);
        } else {
            ModelState next = model.withStates(state, model.states(state).append(Kind.REMOVED, tx));
            boolean forced = model.has(ModelRule.RECOVERED_REMOVAL_FORCE);
            steps.add(tx, "recovery removes the state", "", forced ? go(next, tx, FORCE_REMOVAL) : next);
        }
    }

    private void commit(ModelState state, int tx, ModelSteps steps) {
        if (state.journal().isInDoubt(tx)) {
            ModelState next = state.withJournal(state.journal().append(Kind.COMMIT, tx));
            boolean forced = model.has(ModelRule.RECOVERED_COMMIT_FORCE);
            next = forced ? go(next, tx, FORCE_JOURNAL) : next.showCommitted(tx);
            steps.add(tx, "recovery commits the journal", "", next);
        }
        if (state.database().isInDoubt(tx)) {
            ModelState next = state.withDatabase(state.database().append(Kind.COMMIT, tx));
            boolean forced = model.has(ModelRule.DATABASE_COMMIT_FORCE);
            steps.add(tx, "recovery commits the database", "", forced ? go(next, tx, FORCE_DATABASE) : next);
            if (model.has(ModelRule.DATABASE_REFUSAL)) {
                steps.add(tx, "recovery commits the database", ", refused", model.refuseCommit(state, tx));
            }
        }
    }

    private static void rollBackDatabase(ModelState state, int tx, ModelSteps steps) {
        ModelState next = state.withDatabase(state.database().append(Kind.ROLLBACK, tx));
        steps.add(tx, "recovery rolls back the database", "", next);
    }

    private static ModelState go(ModelState state, int tx, int at) {
        return state.with(tx, state.transaction(tx).goTo(Plan.RECOVERY, at));
    }
}
