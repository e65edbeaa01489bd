package io.ironjournal.sharded;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a journal is opened with another number of shards than it was created with, or a plain journal as a
 * sharded one or vice versa. The number of shards never changes. Nothing was written, and the journal is not open.
 *
 * @since 0.1.0
 */
public final class ShardCountMismatchException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public ShardCountMismatchException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a cause and without a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public ShardCountMismatchException(String message, @Nullable Throwable cause) {
        this(message, ErrorContext.NONE, cause);
    }

    /**
     * Creates the exception with a context and a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param context the stream, entry, file and offset that the error is about, as far as they are known
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public ShardCountMismatchException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
