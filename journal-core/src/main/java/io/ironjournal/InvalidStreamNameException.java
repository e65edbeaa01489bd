package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when no stream can have the name that was given: it is empty, too long, reserved for shards, or holds a lone
 * surrogate. {@link #stream()} is that name.
 *
 * @since 0.1.0
 */
public final class InvalidStreamNameException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what failed, on what, why, and what to do
     * @since 0.1.0
     */
    public InvalidStreamNameException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what failed, on what, why, and what to do
     * @param cause what led to it
     * @since 0.1.0
     */
    public InvalidStreamNameException(String message, @Nullable Throwable cause) {
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
    public InvalidStreamNameException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
