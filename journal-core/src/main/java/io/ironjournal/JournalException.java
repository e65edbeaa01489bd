package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** Root of everything that the journal throws, besides argument and state errors of the JDK. */
public class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public JournalException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
