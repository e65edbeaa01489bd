package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the archive of truncated segments is not the one that the journal used before, and when archived entries cannot
 * be put back. Nothing of the call was removed or written, except by the calls that {@link DiskFullException} lists. The journal
 * works on. {@link #file()} returns the file or directory, if it is known.
 *
 * @since 0.1.0
 */
public final class ArchiveException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public ArchiveException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a cause and without a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public ArchiveException(String message, @Nullable Throwable cause) {
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
    public ArchiveException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
