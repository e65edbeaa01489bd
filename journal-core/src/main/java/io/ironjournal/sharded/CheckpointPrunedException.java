package io.ironjournal.sharded;

import io.ironjournal.JournalException;
import org.jspecify.annotations.Nullable;

/** The checkpoint exists, but entries behind it were pruned: replaying from it would miss them. */
public class CheckpointPrunedException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public CheckpointPrunedException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public CheckpointPrunedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
