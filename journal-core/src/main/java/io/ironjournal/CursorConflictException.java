package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** Another consumer moved the cursor, or is moving it: what was read from it may be consumed twice. Roll back and read again. */
public class CursorConflictException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public CursorConflictException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public CursorConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
