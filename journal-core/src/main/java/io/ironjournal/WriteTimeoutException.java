package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a write has waited for {@link JournalOptions#writeTimeout()} for memory or for room in the commit log,
 * because entries arrive faster than the disk takes them. Nothing was written, and the journal works on: the write can be
 * tried again. The message says what was waited for, and which option to raise.
 *
 * @since 0.1.0
 */
public final class WriteTimeoutException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what failed, on what, why, and what to do
     * @since 0.1.0
     */
    public WriteTimeoutException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what failed, on what, why, and what to do
     * @param cause what led to it
     * @since 0.1.0
     */
    public WriteTimeoutException(String message, @Nullable Throwable cause) {
        this(message, ErrorContext.NONE, cause);
    }

    /**
     * Describes the failure, what it is about, and its cause.
     *
     * @param message what failed, on what, why, and what to do
     * @param context what it is about
     * @param cause what led to it; null when nothing did
     * @since 0.1.0
     */
    public WriteTimeoutException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
