package io.ironjournal.spi.transaction;

/**
 * The result of preparing a branch.
 *
 * @since 0.1.0
 */
public enum Vote {
    /** The branch is durable. It can be committed or rolled back after any crash. */
    PREPARED,
    /** The branch has no content and has ended. It needs no outcome. */
    READ_ONLY
}
