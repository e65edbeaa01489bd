package io.ironjournal.sharded;

import org.jspecify.annotations.Nullable;

/** No checkpoint has been created yet, or none is left. */
public class NoCheckpointsException extends CheckpointNotFoundException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public NoCheckpointsException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public NoCheckpointsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
