package io.ironjournal.branch;

import io.ironjournal.JournalClosedException;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.BranchStateException;
import io.ironjournal.spi.transaction.BranchUse;
import io.ironjournal.transaction.BranchId;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions for calls that the state of a branch does not allow. */
final class BranchRefusals {

    private BranchRefusals() {}

    /**
     * Returns the exception for a call.
     *
     * @param reason the failure that led to the branch's state; null if there was none
     */
    static RuntimeException of(BranchId id, BranchState state, BranchCall call, @Nullable Throwable reason) {
        if (call != BranchCall.CHANGE) {
            return new BranchStateException(
                    id, state, call + " is not allowed: branch " + id + " " + describe(state, reason), reason);
        }
        if (reason instanceof JournalClosedException) {
            return new JournalClosedException(String.valueOf(reason.getMessage()), reason);
        }
        return new BranchStateException(
                id, state, "Nothing can be added to branch " + id + ": it " + describe(state, reason), reason);
    }

    /** Returns the exception for a call that is not allowed while the branch is in use. */
    static RuntimeException inUse(BranchId id, BranchCall call, BranchUse use) {
        return new BranchStateException(
                id, BranchState.ACTIVE, call + " is not allowed: branch " + id + " is in use, " + use, null);
    }

    private static String describe(BranchState state, @Nullable Throwable reason) {
        return switch (state) {
            case ACTIVE -> "is not prepared";
            case ROLLBACK_ONLY ->
                "can only be rolled back, because "
                        + (reason == null
                                ? "its work was ended as failed"
                                : "a call was refused: " + reason.getMessage());
            case PREPARING, VOTE_UNKNOWN -> "is being prepared";
            case PREPARED, COMMITTING, ROLLING_BACK -> "was prepared already";
            case COMMITTING_ONE_PHASE -> "is being committed";
            case DECIDING -> "is being committed by the decision of the transaction manager";
            case DECIDED -> "was committed by the decision of the transaction manager";
            case COMMITTED -> "was committed";
            case ROLLED_BACK -> "was rolled back, perhaps because its transaction timed out";
            case OUTCOME_UNKNOWN -> "may have been committed: the journal failed during the commit";
        };
    }
}
