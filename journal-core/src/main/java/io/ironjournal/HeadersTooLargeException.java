package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the headers of an entry would exceed {@link Headers#MAX_SIZE} bytes. Nothing was written. Put large values
 * into the entry itself.
 *
 * @since 0.1.0
 */
public final class HeadersTooLargeException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public HeadersTooLargeException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a context and a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param context the stream, entry, file and offset that the error is about, as far as they are known
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public HeadersTooLargeException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
