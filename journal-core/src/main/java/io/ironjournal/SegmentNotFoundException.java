package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a file that the journal needs is missing. {@link #file()} returns its path. Restore the file from a copy
 * that has its last content. If there is none, restore the whole directory from one backup, or {@linkplain
 * io.ironjournal.files.JournalFiles#repairTo repair} it.
 *
 * @since 0.1.0
 */
public final class SegmentNotFoundException extends CorruptionException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public SegmentNotFoundException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a cause and without a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public SegmentNotFoundException(String message, @Nullable Throwable cause) {
        this(message, ErrorContext.NONE, cause);
    }

    /**
     * Creates the exception with a context and a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param context the stream, entry, file and offset that the error is about, as far as they are known
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public SegmentNotFoundException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
