package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a requested entry does not match its checksum. Other entries of the stream can still be read. For an
 * entry in a segment, {@link #stream()}, {@link #id()}, {@link #file()} and {@link #offset()} return where the damage
 * is. To read the entry, restore that file from a copy that has its last content.
 *
 * @since 0.1.0
 */
public final class ChecksumMismatchException extends CorruptionException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public ChecksumMismatchException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a cause and without a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public ChecksumMismatchException(String message, @Nullable Throwable cause) {
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
    public ChecksumMismatchException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
