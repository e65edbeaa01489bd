package io.ironjournal.transaction;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when recovery discarded acknowledged records and the loss is not accepted yet. The journal does not know which
 * branches the lost records prepared or decided. See {@link io.ironjournal.spi.transaction.Transactions#acceptLoss()}.
 *
 * @since 0.1.0
 */
public final class UnacceptedLossException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what failed, on what, why, and what to do
     * @since 0.1.0
     */
    public UnacceptedLossException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what failed, on what, why, and what to do
     * @param cause what led to it
     * @since 0.1.0
     */
    public UnacceptedLossException(String message, @Nullable Throwable cause) {
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
    public UnacceptedLossException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
