package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** The checksum of an entry or frame that was asked for does not match its bytes. Other entries are not concerned. */
public class ChecksumMismatchException extends CorruptionException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public ChecksumMismatchException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public ChecksumMismatchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
