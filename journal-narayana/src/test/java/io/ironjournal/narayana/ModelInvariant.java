package io.ironjournal.narayana;

import io.ironjournal.narayana.ModelLog.Kind;
import io.ironjournal.narayana.ModelTransaction.Answer;
import io.ironjournal.narayana.ModelTransaction.Plan;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be true of a transaction in each state of {@link DecisionModel}. */
enum ModelInvariant {
    /** In the end, the resources and the application know the same outcome, and nothing is left. */
    AGREEMENT {
        @Override
        @Nullable
        String violation(DecisionModel model, ModelState state, int tx) {
            return model.isComplete(state) ? disagreement(model, state, tx) : null;
        }
    },
    /** What readers have seen stays, with its ids. */
    READABLE_ENTRIES_STAY {
        @Override
        @Nullable
        String violation(DecisionModel model, ModelState state, int tx) {
            ModelLog journal = state.journal();
            ModelTransaction transaction = state.transaction(tx);
            if (!transaction.isReadable()) {
                return null;
            }
            if (journal.has(Kind.COMMIT, tx)) {
                return journal.place(tx) == transaction.place() ? null : "the ids of readable entries changed";
            }
            boolean returns = journal.isInDoubt(tx) && model.states(state).isDecided(tx);
            return returns ? null : "readable entries are lost";
        }
    },
    /** A state that recovery has removed does not return, once recovery is complete. */
    RECOVERED_STATES_STAY_REMOVED {
        @Override
        @Nullable
        String violation(DecisionModel model, ModelState state, int tx) {
            ModelLog states = model.states(state);
            boolean returns = states.has(Kind.STATE, tx) && !states.isDurable(Kind.REMOVED, tx);
            boolean recovered = state.transaction(tx).plan() == Plan.RECOVERY;
            return model.isComplete(state) && recovered && returns ? "a crash brings a removed state back" : null;
        }
    },
    /** Before the rows of a last resource can be durable, the journal has a durable branch for an operator to decide. */
    LAST_RESOURCE_LEAVES_A_TRACE {
        @Override
        @Nullable
        String violation(DecisionModel model, ModelState state, int tx) {
            boolean committed = state.database().has(Kind.COMMIT, tx);
            boolean trace = state.journal().isDurable(Kind.PREPARE, tx);
            return committed && !trace ? "the database has committed, and a crash may lose all entries" : null;
        }
    },
    /** The application gets no mixed outcome if the database is committed first. */
    NOTHING_MIXED_IF_THE_DATABASE_IS_FIRST {
        @Override
        @Nullable
        String violation(DecisionModel model, ModelState state, int tx) {
            ModelTransaction transaction = state.transaction(tx);
            boolean mixed = transaction.answer() == Answer.MIXED;
            return mixed && transaction.databaseFirst() ? "a mixed outcome is reported" : null;
        }
    };

    /** The invariants of every variant of the protocol. */
    static final Set<ModelInvariant> ALWAYS =
            EnumSet.of(AGREEMENT, READABLE_ENTRIES_STAY, RECOVERED_STATES_STAY_REMOVED);

    /** Returns what is wrong with a transaction, or null. */
    abstract @Nullable String violation(DecisionModel model, ModelState state, int tx);

    private static @Nullable String disagreement(DecisionModel model, ModelState state, int tx) {
        ModelTransaction transaction = state.transaction(tx);
        boolean journal = state.journal().has(Kind.COMMIT, tx);
        boolean database = state.database().has(Kind.COMMIT, tx);
        if (journal != database && !transaction.broken()) {
            return "split: only the " + (journal ? "journal" : "database") + " has committed";
        }
        if (transaction.answer() == Answer.COMMITTED && !(journal && database)) {
            return "the answer is 'committed', but not all is committed";
        }
        if (transaction.answer() == Answer.ROLLED_BACK && (journal || database)) {
            return "the answer is 'rolled back', but something is committed";
        }
        if (transaction.answer() == Answer.MIXED && !transaction.broken()) {
            return "a mixed outcome is reported, but the database has kept its vote";
        }
        if (model.states(state).isDecided(tx)) {
            return "the state is left";
        }
        boolean inDoubt = state.journal().isInDoubt(tx) || state.database().isInDoubt(tx);
        return inDoubt ? "a branch is in doubt for ever" : null;
    }
}
