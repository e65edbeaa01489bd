package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the journal is not where the options say, and none may be created there. There are three cases:
 *
 * <ul>
 *   <li>{@link JournalOptions#mustExist()} is set, and there is no journal.
 *   <li>The directory contains other files, and no journal.
 *   <li>The files of the directory were built from a commit log in another place, and {@link JournalOptions#commitLog()} is
 *       not set.
 * </ul>
 *
 * Nothing was written. {@link #file()} returns the directory. It is empty if a log in another place does not exist.
 *
 * @since 0.1.0
 */
public final class JournalNotFoundException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public JournalNotFoundException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a cause and without a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public JournalNotFoundException(String message, @Nullable Throwable cause) {
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
    public JournalNotFoundException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
