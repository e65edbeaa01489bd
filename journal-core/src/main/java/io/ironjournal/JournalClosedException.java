package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** The journal was closed; nothing was written. */
public class JournalClosedException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public JournalClosedException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public JournalClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
