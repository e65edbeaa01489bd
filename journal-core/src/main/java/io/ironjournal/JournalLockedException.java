package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** Another open journal, in this process or another, holds the directory. Names the owner's process id. */
public class JournalLockedException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public JournalLockedException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public JournalLockedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
