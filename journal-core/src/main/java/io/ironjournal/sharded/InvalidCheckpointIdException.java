package io.ironjournal.sharded;

import io.ironjournal.JournalException;
import org.jspecify.annotations.Nullable;

/** A checkpoint's id has 1 to 65,535 bytes. */
public class InvalidCheckpointIdException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public InvalidCheckpointIdException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public InvalidCheckpointIdException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
