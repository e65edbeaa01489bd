package io.ironjournal.spi.transaction;

/**
 * A branch's answer to prepare.
 *
 * @since 0.1.0
 */
public enum Vote {
    /** The branch is durable and can be committed or rolled back after any crash. */
    PREPARED,
    /** The branch wrote nothing and is over; it needs no outcome. */
    READ_ONLY
}
