package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a journal would have more producers than {@link JournalProducers#MAX_PRODUCERS}. Nothing was written.
 * Delete producers that are no longer needed, or use one producer for several inputs.
 *
 * @since 0.1.0
 */
public final class TooManyProducersException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public TooManyProducersException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a context and a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param context what the error is about
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public TooManyProducersException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
