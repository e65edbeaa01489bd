package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** No space was left, found out before anything was acknowledged: nothing of the call is visible. Retry once there is space; the journal resumes by itself. */
public class DiskFullException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public DiskFullException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public DiskFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
