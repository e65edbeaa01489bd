package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an entry or frame that was asked for does not match its checksum. Other entries can still be read. {@link
 * #stream()}, {@link #id()}, {@link #file()} and {@link #offset()} say where it is, for entries in segments.
 *
 * @since 0.1.0
 */
public final class ChecksumMismatchException extends CorruptionException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what failed, on what, why, and what to do
     * @since 0.1.0
     */
    public ChecksumMismatchException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what failed, on what, why, and what to do
     * @param cause what led to it
     * @since 0.1.0
     */
    public ChecksumMismatchException(String message, @Nullable Throwable cause) {
        this(message, ErrorContext.NONE, cause);
    }

    /**
     * Describes the failure, what it is about, and its cause.
     *
     * @param message what failed, on what, why, and what to do
     * @param context what it is about
     * @param cause what led to it; null when nothing did
     * @since 0.1.0
     */
    public ChecksumMismatchException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
