package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a write has waited for {@link JournalOptions#writeTimeout()}: because entries arrive faster than the disk
 * accepts them, or because of a prepared branch. All writes to a stream wait for a prepared branch that {@linkplain
 * TxnWriter#expect expects} a position of it. A transaction that expects a position of a stream waits, before it is
 * prepared, for prepared branches with entries for that stream.
 *
 * <p>Nothing of the call was written, except by the calls that {@link DiskFullException} lists. The journal has not failed,
 * and the call can be repeated as described there. The message says what the write waited for, and what to do.
 *
 * @since 0.1.0
 */
public final class WriteTimeoutException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public WriteTimeoutException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a cause and without a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public WriteTimeoutException(String message, @Nullable Throwable cause) {
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
    public WriteTimeoutException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
