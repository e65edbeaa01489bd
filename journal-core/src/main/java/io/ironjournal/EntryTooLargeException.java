package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** An entry is larger than {@link JournalOptions#maxEntrySize()}. Nothing was written. */
public class EntryTooLargeException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public EntryTooLargeException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public EntryTooLargeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
