package io.ironjournal.narayana;

import io.ironjournal.narayana.ModelLog.Kind;
import io.ironjournal.narayana.ModelTransaction.Answer;
import io.ironjournal.narayana.ModelTransaction.Plan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The transaction manager of {@link DecisionModel} with its resources, while no process dies. */
final class ModelCoordinator {

    private final DecisionModel model;
    private final Map<Boolean, List<ModelOperation>> commits;
    private final Map<Boolean, List<ModelOperation>> rollbacks;

    ModelCoordinator(DecisionModel model, Set<ModelRule> rules) {
        this.model = model;
        commits = Map.of(true, ModelOperation.commit(rules, true), false, ModelOperation.commit(rules, false));
        rollbacks = Map.of(true, ModelOperation.rollback(rules, true), false, ModelOperation.rollback(rules, false));
    }

    void next(ModelState state, int tx, ModelSteps steps) {
        ModelOperation operation =
                operations(state.transaction(tx)).get(state.transaction(tx).at());
        ModelLog journal = state.journal();
        ModelLog database = state.database();
        switch (operation) {
            case PREPARE_JOURNAL -> prepareJournal(state, tx, steps);
            case PREPARE_DATABASE -> vote(state, tx, steps, operation, Kind.PREPARE);
            case COMMIT_LAST_RESOURCE -> vote(state, tx, steps, operation, Kind.COMMIT);
            case DECIDE -> decide(state, tx, steps);
            case COMMIT_JOURNAL -> commitJournal(state, tx, steps);
            case COMMIT_DATABASE -> commitDatabase(state, tx, steps);
            case ROLL_BACK_JOURNAL -> {
                ModelState rolledBack = state.withJournal(journal.append(Kind.ROLLBACK, tx));
                steps.add(tx, operation, DecisionModel.OK, advance(rolledBack, tx));
            }
            case ROLL_BACK_DATABASE -> {
                ModelState rolledBack = state.withDatabase(database.append(Kind.ROLLBACK, tx));
                steps.add(tx, operation, DecisionModel.OK, advance(rolledBack, tx));
            }
            case REMOVE_STATE -> {
                ModelState removed = model.withStates(state, model.states(state).append(Kind.REMOVED, tx));
                steps.add(tx, operation, DecisionModel.OK, advance(removed, tx));
            }
            default -> force(state, tx, steps, operation);
        }
    }

    private void force(ModelState state, int tx, ModelSteps steps, ModelOperation operation) {
        UnaryOperator<ModelState> advance = after -> advance(after, tx);
        UnaryOperator<ModelState> show = after -> advance(after.showCommitted(tx), tx);
        UnaryOperator<ModelState> back = after -> rollBack(after, tx);
        UnaryOperator<ModelState> unknown = after -> answer(after, tx, Answer.UNKNOWN);
        boolean wrong = model.has(ModelRule.ROLLBACK_AFTER_FAILED_FORCE);
        switch (operation) {
            case FORCE_PREPARE -> model.forceJournal(state, tx, steps, operation, advance, back);
            case FORCE_DECISION -> model.forceStates(state, tx, steps, operation, show, wrong ? back : unknown);
            case FORCE_COMMIT -> model.forceJournal(state, tx, steps, operation, show, advance);
            case FORCE_ROLLBACK -> model.forceJournal(state, tx, steps, operation, advance, unknown);
            case FORCE_REMOVAL -> model.forceStates(state, tx, steps, operation, advance, advance);
            case FORCE_DATABASE_PREPARE, FORCE_DATABASE_COMMIT -> {
                ModelState forced = state.withDatabase(state.database().force());
                steps.add(tx, operation, DecisionModel.OK, advance(forced, tx));
            }
            default -> throw new IllegalStateException("not a force: " + operation);
        }
    }

    private void prepareJournal(ModelState state, int tx, ModelSteps steps) {
        steps.add(tx, ModelOperation.PREPARE_JOURNAL, DecisionModel.REFUSED, rollBack(state, tx));
        if (model.has(ModelRule.PREPARE_WITH_DECISION)) {
            steps.add(tx, ModelOperation.PREPARE_JOURNAL, DecisionModel.OK, advance(state, tx));
        } else if (!state.failed()) {
            ModelState prepared = state.withJournal(state.journal().append(Kind.PREPARE, tx));
            steps.add(tx, ModelOperation.PREPARE_JOURNAL, DecisionModel.OK, advance(prepared, tx));
        }
    }

    /** The database votes, or commits in one phase. */
    private void vote(ModelState state, int tx, ModelSteps steps, ModelOperation operation, Kind kind) {
        steps.add(tx, operation, DecisionModel.REFUSED, rollBack(state, tx));
        ModelState voted = state.withDatabase(state.database().append(kind, tx));
        steps.add(tx, operation, DecisionModel.OK, advance(voted, tx));
    }

    private void commitJournal(ModelState state, int tx, ModelSteps steps) {
        ModelState committed = state.withJournal(state.journal().append(Kind.COMMIT, tx));
        boolean forced = model.has(ModelRule.COMMIT_FORCE);
        ModelState next = advance(forced ? committed : committed.showCommitted(tx), tx);
        steps.add(tx, ModelOperation.COMMIT_JOURNAL, DecisionModel.OK, next);
    }

    private void decide(ModelState state, int tx, ModelSteps steps) {
        ModelState refused = state;
        if (model.has(ModelRule.COMMIT_THOUGH_REFUSED) && !state.failed()) {
            refused = state.withJournal(state.journal().append(Kind.COMMIT, tx));
        }
        steps.add(tx, ModelOperation.DECIDE, DecisionModel.REFUSED, rollBack(refused, tx));
        boolean writesPrepare = model.has(ModelRule.PREPARE_WITH_DECISION);
        if (writesPrepare && !state.failed()) {
            // There is room for PREPARE, and none for STATE.
            ModelState prepared = state.withJournal(state.journal().append(Kind.PREPARE, tx));
            steps.add(tx, ModelOperation.DECIDE, DecisionModel.REFUSED, rollBack(prepared, tx));
        }
        if (state.failed() && !model.has(ModelRule.STATE_ELSEWHERE)) {
            return;
        }
        ModelState decided = state;
        boolean commits = !model.has(ModelRule.SEPARATE_COMMIT);
        boolean behind = model.has(ModelRule.PREPARE_BEHIND_STATE);
        if (writesPrepare && !behind) {
            decided = decided.withJournal(decided.journal().append(Kind.PREPARE, tx));
        }
        if (commits && model.has(ModelRule.COMMIT_BEFORE_STATE)) {
            decided = decided.withJournal(decided.journal().append(Kind.COMMIT, tx));
        }
        decided = model.withStates(decided, model.states(decided).append(Kind.STATE, tx));
        if (writesPrepare && behind) {
            decided = decided.withJournal(decided.journal().append(Kind.PREPARE, tx));
        }
        if (commits && !model.has(ModelRule.COMMIT_BEFORE_STATE)) {
            decided = decided.withJournal(decided.journal().append(Kind.COMMIT, tx));
        }
        if (!model.has(ModelRule.DECISION_FORCE) || model.has(ModelRule.READABLE_BEFORE_FORCE)) {
            decided = decided.showCommitted(tx);
        }
        steps.add(tx, ModelOperation.DECIDE, DecisionModel.OK, advance(decided, tx));
    }

    private void commitDatabase(ModelState state, int tx, ModelSteps steps) {
        ModelLog database = state.database();
        ModelState committed = state.withDatabase(database.append(Kind.COMMIT, tx));
        steps.add(tx, ModelOperation.COMMIT_DATABASE, DecisionModel.OK, advance(committed, tx));
        if (model.has(ModelRule.DATABASE_REFUSAL)) {
            ModelState broken = model.refuseCommit(state, tx);
            // If nothing else has committed yet, the manager rolls the rest back.
            boolean first = !state.journal().has(Kind.COMMIT, tx);
            steps.add(
                    tx,
                    ModelOperation.COMMIT_DATABASE,
                    DecisionModel.REFUSED,
                    first ? rollBack(broken, tx) : advance(broken, tx));
        }
    }

    private List<ModelOperation> operations(ModelTransaction transaction) {
        return (transaction.plan() == Plan.COMMIT ? commits : rollbacks).get(transaction.databaseFirst());
    }

    private ModelState rollBack(ModelState state, int tx) {
        return skip(state.with(tx, state.transaction(tx).goTo(Plan.ROLLBACK, 0)), tx);
    }

    private ModelState advance(ModelState state, int tx) {
        ModelTransaction transaction = state.transaction(tx);
        return skip(state.with(tx, transaction.goTo(transaction.plan(), transaction.at() + 1)), tx);
    }

    /** Goes to the next operation that applies. Behind the last one the application gets its answer. */
    private ModelState skip(ModelState state, int tx) {
        ModelTransaction transaction = state.transaction(tx);
        List<ModelOperation> operations = operations(transaction);
        int at = transaction.at();
        while (at < operations.size() && !applies(operations.get(at), state, tx)) {
            at++;
        }
        if (at < operations.size()) {
            return state.with(tx, transaction.goTo(transaction.plan(), at));
        }
        if (transaction.plan() == Plan.COMMIT) {
            return answer(state, tx, transaction.broken() ? Answer.MIXED : Answer.COMMITTED);
        }
        // A journal that cannot roll back a decided branch reports that the outcome is not known.
        boolean open =
                model.states(state).has(Kind.STATE, tx) && state.journal().isInDoubt(tx);
        return answer(state, tx, open ? Answer.UNKNOWN : Answer.ROLLED_BACK);
    }

    private boolean applies(ModelOperation operation, ModelState state, int tx) {
        ModelLog journal = state.journal();
        ModelLog states = model.states(state);
        return switch (operation) {
            case COMMIT_JOURNAL -> !state.failed();
            case FORCE_COMMIT -> journal.has(Kind.COMMIT, tx);
            case FORCE_DATABASE_COMMIT -> state.database().has(Kind.COMMIT, tx);
            case ROLL_BACK_JOURNAL -> !state.failed() && journal.isInDoubt(tx);
            case FORCE_ROLLBACK -> states.has(Kind.STATE, tx) && journal.has(Kind.ROLLBACK, tx);
            case ROLL_BACK_DATABASE -> state.database().isInDoubt(tx);
            case REMOVE_STATE -> states.isDecided(tx) && canRemove(state, tx);
            case FORCE_REMOVAL -> states.has(Kind.REMOVED, tx);
            default -> true;
        };
    }

    private boolean canRemove(ModelState state, int tx) {
        if (state.failed() && !model.has(ModelRule.STATE_ELSEWHERE)) {
            return false;
        }
        boolean commitFailed = state.failed()
                && model.has(ModelRule.COMMIT_FORCE)
                && !state.journal().isDurable(Kind.COMMIT, tx);
        boolean commits = state.transaction(tx).plan() == Plan.COMMIT;
        return !commits || (state.journal().has(Kind.COMMIT, tx) && !commitFailed);
    }

    private static ModelState answer(ModelState state, int tx, Answer answer) {
        return state.with(tx, state.transaction(tx).answer(answer));
    }
}
