package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a file was written in a format that this release does not read: by an older pre-release, by a later release,
 * or with a feature that this release lacks. The files are not changed.
 *
 * @since 0.1.0
 */
public class UnsupportedFormatException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the file and the version or feature, and what to do
     */
    public UnsupportedFormatException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the file and the version or feature, and what to do
     * @param cause what led to it
     */
    public UnsupportedFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
