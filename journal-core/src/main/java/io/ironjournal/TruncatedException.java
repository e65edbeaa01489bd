package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** The entries asked for were truncated: they lie below {@link Journal#firstId}. */
public class TruncatedException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public TruncatedException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public TruncatedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
