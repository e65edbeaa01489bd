package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** Reading or writing failed in the operating system. The journal stays usable unless the error is a {@link JournalFailedException}. */
public class JournalIOException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public JournalIOException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public JournalIOException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
