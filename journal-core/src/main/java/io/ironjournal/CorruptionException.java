package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** Stored bytes are not what was written: rot, or a file changed by someone else. Names the file and the offset. */
public class CorruptionException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public CorruptionException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public CorruptionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
