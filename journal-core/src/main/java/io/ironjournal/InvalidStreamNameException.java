package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** No stream can have this name: it is empty, too long, or holds a lone surrogate. */
public class InvalidStreamNameException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public InvalidStreamNameException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public InvalidStreamNameException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
