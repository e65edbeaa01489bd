package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a journal does not work together with what surrounds it, such as a transaction manager or a container.
 * Integrations extend it: it is the one member of the hierarchy under {@link JournalException} that is open.
 *
 * @since 0.1.0
 */
public non-sealed class IntegrationException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what failed, on what, why, and what to do
     * @since 0.1.0
     */
    public IntegrationException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what failed, on what, why, and what to do
     * @param cause what led to it
     * @since 0.1.0
     */
    public IntegrationException(String message, @Nullable Throwable cause) {
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
    public IntegrationException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
