package io.ironjournal.branch;

import static io.ironjournal.branch.BranchRules.Answer.FAIL;
import static io.ironjournal.branch.BranchRules.Answer.IGNORE;
import static io.ironjournal.branch.BranchRules.Answer.MOVE;
import static io.ironjournal.branch.BranchRules.Answer.REFUSE;
import static io.ironjournal.branch.BranchRules.Answer.UNKNOWN;
import static io.ironjournal.branch.BranchRules.Answer.WAIT;
import static io.ironjournal.spi.transaction.BranchState.ACTIVE;
import static io.ironjournal.spi.transaction.BranchState.COMMITTED;
import static io.ironjournal.spi.transaction.BranchState.COMMITTING;
import static io.ironjournal.spi.transaction.BranchState.COMMITTING_ONE_PHASE;
import static io.ironjournal.spi.transaction.BranchState.DECIDED;
import static io.ironjournal.spi.transaction.BranchState.DECIDING;
import static io.ironjournal.spi.transaction.BranchState.OUTCOME_UNKNOWN;
import static io.ironjournal.spi.transaction.BranchState.PREPARED;
import static io.ironjournal.spi.transaction.BranchState.PREPARING;
import static io.ironjournal.spi.transaction.BranchState.ROLLBACK_ONLY;
import static io.ironjournal.spi.transaction.BranchState.ROLLED_BACK;
import static io.ironjournal.spi.transaction.BranchState.ROLLING_BACK;
import static io.ironjournal.spi.transaction.BranchState.VOTE_UNKNOWN;

import io.ironjournal.spi.transaction.BranchState;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The state machine of a branch, as tables: the effect of each call in each state, and the state after each record. */
final class BranchRules {

    /** The result of a call. */
    enum Answer {
        /** Continues in the next state. */
        MOVE,
        /** Returns without an effect. */
        IGNORE,
        /** Waits for the record that is being written, and decides again. */
        WAIT,
        /** Throws an exception, because the state does not allow the call. */
        REFUSE,
        /** Throws an exception, because there is no such branch. */
        UNKNOWN,
        /** Throws an exception, because the journal has failed. */
        FAIL
    }

    /** The result of a call, and the state after a call that continues. */
    record Step(Answer answer, @Nullable BranchState next) {

        /** Returns the state after the call. */
        BranchState after(BranchState before) {
            return next == null ? before : next;
        }
    }

    /** The end of writing a branch's record. */
    enum RecordEnd {
        DURABLE,
        /** No part of the record is durable. */
        REFUSED,
        /** The journal has failed. */
        UNKNOWN,
        /** The branch was empty, so there is no record. */
        EMPTY
    }

    private static final Step IGNORED = new Step(IGNORE, null);
    private static final Step WAITS = new Step(WAIT, null);
    private static final Step REFUSED = new Step(REFUSE, null);
    private static final Step ENDED = new Step(UNKNOWN, null);
    private static final Step FAILED = new Step(FAIL, null);

    private static final Map<BranchState, Map<BranchCall, Step>> CALLS = new EnumMap<>(BranchState.class);
    private static final Map<BranchState, Map<RecordEnd, BranchState>> ENDS = new EnumMap<>(BranchState.class);

    static {
        Step prepare = to(PREPARING);
        Step onePhase = to(COMMITTING_ONE_PHASE);
        Step rolledBack = to(ROLLED_BACK);
        Step rollbackOnly = to(ROLLBACK_ONLY);
        Step unknown = to(OUTCOME_UNKNOWN);
        Step committed = to(COMMITTED);
        // state, and for each: CHANGE, SET_ROLLBACK_ONLY, PREPARE, COMMIT_ONE_PHASE, COMMIT, ROLLBACK, ABANDON, DECIDE
        row(ACTIVE, to(ACTIVE), rollbackOnly, prepare, onePhase, REFUSED, rolledBack, rolledBack, REFUSED);
        row(ROLLBACK_ONLY, REFUSED, IGNORED, REFUSED, REFUSED, REFUSED, rolledBack, rolledBack, REFUSED);
        row(PREPARING, REFUSED, IGNORED, WAITS, WAITS, WAITS, WAITS, WAITS, WAITS);
        row(VOTE_UNKNOWN, FAILED, IGNORED, FAILED, FAILED, FAILED, unknown, unknown, FAILED);
        row(PREPARED, REFUSED, IGNORED, REFUSED, REFUSED, to(COMMITTING), to(ROLLING_BACK), IGNORED, to(DECIDING));
        row(COMMITTING_ONE_PHASE, REFUSED, IGNORED, WAITS, WAITS, WAITS, WAITS, WAITS, WAITS);
        row(COMMITTING, REFUSED, IGNORED, WAITS, WAITS, WAITS, WAITS, WAITS, WAITS);
        row(ROLLING_BACK, REFUSED, IGNORED, WAITS, WAITS, WAITS, WAITS, WAITS, WAITS);
        row(DECIDING, REFUSED, IGNORED, REFUSED, REFUSED, REFUSED, WAITS, WAITS, REFUSED);
        row(DECIDED, REFUSED, IGNORED, REFUSED, REFUSED, committed, REFUSED, IGNORED, REFUSED);
        row(COMMITTED, REFUSED, IGNORED, ENDED, ENDED, ENDED, ENDED, IGNORED, ENDED);
        row(ROLLED_BACK, REFUSED, IGNORED, ENDED, ENDED, ENDED, ENDED, IGNORED, ENDED);
        row(OUTCOME_UNKNOWN, REFUSED, IGNORED, ENDED, ENDED, ENDED, ENDED, IGNORED, ENDED);

        // state, and for each: DURABLE, REFUSED, UNKNOWN, EMPTY
        ends(PREPARING, PREPARED, ACTIVE, VOTE_UNKNOWN, COMMITTED);
        ends(COMMITTING_ONE_PHASE, COMMITTED, ACTIVE, OUTCOME_UNKNOWN, COMMITTED);
        // A prepared branch stays prepared until its outcome is durable.
        ends(COMMITTING, COMMITTED, PREPARED, PREPARED, COMMITTED);
        ends(ROLLING_BACK, ROLLED_BACK, PREPARED, PREPARED, ROLLED_BACK);
        ends(DECIDING, DECIDED, PREPARED, PREPARED, DECIDED);
    }

    private BranchRules() {}

    /** Returns the effect of a call on a branch in a state. */
    static Step on(BranchState state, BranchCall call) {
        return Objects.requireNonNull(Objects.requireNonNull(CALLS.get(state)).get(call));
    }

    /** Returns the state of a branch after the end of its record. */
    static BranchState after(BranchState deciding, RecordEnd end) {
        return Objects.requireNonNull(Objects.requireNonNull(ENDS.get(deciding), "no record is being written")
                .get(end));
    }

    private static Step to(BranchState next) {
        return new Step(MOVE, next);
    }

    /** Returns a row of steps, one for each call, in the order of {@link BranchCall}. */
    private static void row(BranchState state, Step... steps) {
        Iterator<Step> step = List.of(steps).iterator();
        Map<BranchCall, Step> row = new EnumMap<>(BranchCall.class);
        for (BranchCall call : BranchCall.values()) {
            row.put(call, step.next());
        }
        CALLS.put(state, row);
    }

    private static void ends(
            BranchState state, BranchState durable, BranchState refused, BranchState unknown, BranchState empty) {
        ENDS.put(
                state,
                Map.of(
                        RecordEnd.DURABLE, durable,
                        RecordEnd.REFUSED, refused,
                        RecordEnd.UNKNOWN, unknown,
                        RecordEnd.EMPTY, empty));
    }
}
