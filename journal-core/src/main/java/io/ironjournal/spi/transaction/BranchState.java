package io.ironjournal.spi.transaction;

/**
 * How far a branch got. The journal alone moves a branch from one state to the next.
 *
 * @since 0.1.0
 */
public enum BranchState {

    /** Takes content, and can be prepared, committed in one phase or rolled back. In memory only. */
    ACTIVE,

    /** Can only be rolled back: it lacks something that it was to commit. In memory only. */
    ROLLBACK_ONLY,

    /** Its PREPARE record is being written. */
    PREPARING,

    /** The journal failed while the PREPARE record was written. Whether the branch is in doubt shows when it is reopened. */
    VOTE_UNKNOWN,

    /** In doubt: durable, and waits for its outcome through any number of crashes. */
    PREPARED,

    /** The record that commits it in one phase is being written. */
    COMMITTING_ONE_PHASE,

    /** Prepared, and its COMMIT record is being written. */
    COMMITTING,

    /** Prepared, and its ROLLBACK record is being written. */
    ROLLING_BACK,

    /** Over: its entries have ids and can be read. */
    COMMITTED,

    /** Over: nothing of it is left. */
    ROLLED_BACK,

    /** Over: the journal failed while it was decided, and shows what is durable when it is reopened. */
    OUTCOME_UNKNOWN;

    /**
     * Tells whether a record is being written that decides what the next state is.
     *
     * @return whether calls on the branch wait
     * @since 0.1.0
     */
    public boolean isDeciding() {
        return switch (this) {
            case PREPARING, COMMITTING_ONE_PHASE, COMMITTING, ROLLING_BACK -> true;
            default -> false;
        };
    }

    /**
     * Tells whether the branch has ended, so that the journal does not know it any more.
     *
     * @return whether it has ended
     * @since 0.1.0
     */
    public boolean isOver() {
        return switch (this) {
            case COMMITTED, ROLLED_BACK, OUTCOME_UNKNOWN -> true;
            default -> false;
        };
    }

    /**
     * Tells whether the branch is durable and undecided, also while its outcome is being written.
     *
     * @return whether it is in doubt
     * @since 0.1.0
     */
    public boolean isInDoubt() {
        return switch (this) {
            case PREPARED, COMMITTING, ROLLING_BACK -> true;
            default -> false;
        };
    }
}
