package io.ironjournal.sharded;

import io.ironjournal.JournalException;
import org.jspecify.annotations.Nullable;

/** The journal was created with another number of shards, which never changes. */
public class ShardCountMismatchException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public ShardCountMismatchException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public ShardCountMismatchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
