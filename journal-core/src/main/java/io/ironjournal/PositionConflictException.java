package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a write expects a stream to end at another position than it does: another writer has appended to the
 * stream since its end was read, or the stream was deleted. Nothing was written, except by {@link
 * JournalWriter#importEntries} and {@link io.ironjournal.sharded.ShardWriter#importShard}, which keep the entries before the
 * conflict. Read the stream again, decide again, and write with the new position.
 *
 * <p>{@link TxnWriter#expect} also throws it when one transaction expects two positions of a stream.
 *
 * <p>The entries with which the write conflicts are as durable as the write would have been, and can be read.
 *
 * @since 0.1.0
 */
public final class PositionConflictException extends JournalException {

    private static final long serialVersionUID = 1L;

    /** The expected next id. */
    private final long expected;

    /** The next id that was found. */
    private final long actual;

    /**
     * Creates the exception with a context and a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param context the stream that the error is about
     * @param expected the next id that the write expected
     * @param actual the next id of the stream
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public PositionConflictException(
            String message, ErrorContext context, long expected, long actual, @Nullable Throwable cause) {
        super(message, context, cause);
        this.expected = expected;
        this.actual = actual;
    }

    /**
     * Returns the position that the write expected.
     *
     * @return the expected id of the stream's next entry; of two expectations of one transaction, the first
     * @since 0.1.0
     */
    public long expected() {
        return expected;
    }

    /**
     * Returns the position that the stream had when the write was checked.
     *
     * @return the id that the stream's next entry would have got; of two expectations of one transaction, the second
     * @since 0.1.0
     */
    public long actual() {
        return actual;
    }
}
