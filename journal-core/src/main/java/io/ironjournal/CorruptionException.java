package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when stored bytes are not the bytes that were written: they were damaged, lost, or changed by another program.
 * {@link #file()}, {@link #offset()} and {@link #stream()} return where, as far as it is known. Nothing was changed.
 *
 * @since 0.1.0
 */
public sealed class CorruptionException extends JournalException
        permits ChecksumMismatchException, SegmentNotFoundException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public CorruptionException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a cause and without a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public CorruptionException(String message, @Nullable Throwable cause) {
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
    public CorruptionException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
