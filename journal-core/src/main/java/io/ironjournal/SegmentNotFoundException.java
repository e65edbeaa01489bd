package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** A segment file that the stream's ids require is missing. */
public class SegmentNotFoundException extends CorruptionException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public SegmentNotFoundException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public SegmentNotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
