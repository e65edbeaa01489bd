package io.ironjournal.spi.transaction;

/**
 * The state of a branch. Only the journal changes it.
 *
 * @since 0.1.0
 */
public enum BranchState {

    /** Accepts content. The branch can be prepared, committed in one phase or rolled back. It is in memory only. */
    ACTIVE,

    /** Can only be rolled back, because it lacks content that it was to commit. The branch is in memory only. */
    ROLLBACK_ONLY,

    /** The PREPARE record is being written. */
    PREPARING,

    /**
     * The journal failed while it wrote the PREPARE record. Opening the journal again shows whether the branch is in
     * doubt.
     */
    VOTE_UNKNOWN,

    /**
     * In doubt: the branch is durable and waits for its outcome, across any number of crashes. Only if its vote was
     * {@linkplain Transactions#deferVotes deferred}, it may be in memory only, and a crash or {@code close} loses it.
     */
    PREPARED,

    /** The record that commits the branch in one phase is being written. */
    COMMITTING_ONE_PHASE,

    /** The branch is prepared, and its COMMIT record is being written. */
    COMMITTING,

    /** The branch is prepared, and its ROLLBACK record is being written. */
    ROLLING_BACK,

    /** The branch is prepared, and a {@linkplain Transactions#decide decision} to commit it is being written. */
    DECIDING,

    /**
     * Committed by a {@linkplain Transactions#decide decision}: the entries have ids and can be read. The transaction
     * manager has not told the branch yet, so the journal still knows it.
     */
    DECIDED,

    /** Ended: the entries have ids and can be read. */
    COMMITTED,

    /** Ended: nothing of the branch remains. */
    ROLLED_BACK,

    /** Ended: the journal failed while it wrote the outcome. Opening the journal again shows what is durable. */
    OUTCOME_UNKNOWN;

    /**
     * Returns whether a record is being written that decides the next state.
     *
     * @return true when calls on the branch wait
     * @since 0.1.0
     */
    public boolean isDeciding() {
        return switch (this) {
            case PREPARING, COMMITTING_ONE_PHASE, COMMITTING, ROLLING_BACK, DECIDING -> true;
            default -> false;
        };
    }

    /**
     * Returns whether the branch has ended. The journal no longer knows it then.
     *
     * @return true when the branch has ended
     * @since 0.1.0
     */
    public boolean isEnded() {
        return switch (this) {
            case COMMITTED, ROLLED_BACK, OUTCOME_UNKNOWN -> true;
            default -> false;
        };
    }

    /**
     * Returns whether the branch has voted and is not decided, including while its outcome is being written.
     *
     * @return true when the branch is in doubt
     * @since 0.1.0
     */
    public boolean isInDoubt() {
        return switch (this) {
            case PREPARED, COMMITTING, ROLLING_BACK, DECIDING -> true;
            default -> false;
        };
    }
}
