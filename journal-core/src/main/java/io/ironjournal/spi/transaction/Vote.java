package io.ironjournal.spi.transaction;

/**
 * The result of preparing a branch.
 *
 * @since 0.1.0
 */
public enum Vote {
    /**
     * The branch can be committed or rolled back after any crash. It is durable, or its vote was {@linkplain
     * Transactions#deferVotes deferred}: then it becomes durable with the decision.
     */
    PREPARED,
    /** The branch has no content and has ended. It needs no outcome. */
    READ_ONLY
}
