package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * There is no journal in a directory, and none is created there: because of {@link JournalOptions#mustExist()}, or because
 * the directory holds files of others. Nothing was written.
 *
 * @since 0.1.0
 */
public class JournalNotFoundException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the directory, and what to do
     */
    public JournalNotFoundException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the directory, and what to do
     * @param cause what led to it
     */
    public JournalNotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
