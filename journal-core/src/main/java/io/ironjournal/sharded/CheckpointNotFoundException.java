package io.ironjournal.sharded;

import io.ironjournal.JournalException;
import org.jspecify.annotations.Nullable;

/** There is no checkpoint of that id. */
public class CheckpointNotFoundException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public CheckpointNotFoundException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public CheckpointNotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
