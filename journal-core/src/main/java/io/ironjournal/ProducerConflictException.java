package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when another writer has moved a producer, or a transaction that has not ended is moving it. It may write the
 * same input. Nothing was written. In a transaction, roll back and process the input again in a new one, which finds
 * out whether the sequence is written. Without a transaction, repeat the call.
 *
 * @since 0.1.0
 */
public final class ProducerConflictException extends JournalException {

    private static final long serialVersionUID = 1L;

    /** Whether the other transaction has not ended. */
    private final boolean undecided;

    /**
     * Creates the exception with a context and a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param context the branch that the error is about, if it is known
     * @param undecided whether the other transaction has not ended, so that the same call may succeed later
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public ProducerConflictException(
            String message, ErrorContext context, boolean undecided, @Nullable Throwable cause) {
        super(message, context, cause);
        this.undecided = undecided;
    }

    /**
     * Returns whether the same call may succeed later.
     *
     * @return true when the other transaction has not ended; false when it has moved the producer, so that this
     *     transaction can only be rolled back
     */
    @Override
    public boolean isRetryable() {
        return undecided;
    }
}
