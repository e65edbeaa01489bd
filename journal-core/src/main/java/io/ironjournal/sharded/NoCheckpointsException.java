package io.ironjournal.sharded;

import io.ironjournal.ErrorContext;
import org.jspecify.annotations.Nullable;

/**
 * No checkpoint has been created yet, or none is left.
 *
 * @since 0.1.0
 */
public final class NoCheckpointsException extends CheckpointNotFoundException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what failed, on what, why, and what to do
     * @since 0.1.0
     */
    public NoCheckpointsException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what failed, on what, why, and what to do
     * @param cause what led to it
     * @since 0.1.0
     */
    public NoCheckpointsException(String message, @Nullable Throwable cause) {
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
    public NoCheckpointsException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
