package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** Reading was to start beyond {@link Journal#nextId}, at an id that no entry has been given. */
public class BeyondEndException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public BeyondEndException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public BeyondEndException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
