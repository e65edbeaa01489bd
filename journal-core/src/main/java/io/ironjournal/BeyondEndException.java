package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when reading was to start, or a cursor to move, beyond {@link JournalReader#nextId}, to an id that no entry has been
 * given. {@link #stream()} and {@link #id()} say what was asked for.
 *
 * @since 0.1.0
 */
public final class BeyondEndException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what failed, on what, why, and what to do
     * @since 0.1.0
     */
    public BeyondEndException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what failed, on what, why, and what to do
     * @param cause what led to it
     * @since 0.1.0
     */
    public BeyondEndException(String message, @Nullable Throwable cause) {
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
    public BeyondEndException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
