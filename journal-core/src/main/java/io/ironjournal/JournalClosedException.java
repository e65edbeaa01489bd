package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the journal is closed, also by objects that it created, such as writers, cursors and iterators. Nothing of
 * the call was written, except by the calls that {@link DiskFullException} lists. Open the journal again to continue.
 *
 * @since 0.1.0
 */
public final class JournalClosedException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public JournalClosedException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a cause and without a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public JournalClosedException(String message, @Nullable Throwable cause) {
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
    public JournalClosedException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
