package io.ironjournal.transaction;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when recovery or a repair discarded acknowledged records and the loss is not accepted yet. The journal does not know which
 * branches the lost records prepared or decided, so calls throw this exception if their answer may be wrong. Nothing
 * was changed.
 *
 * <p>To continue, first compare the branches, as {@link io.ironjournal.spi.transaction.Transactions#acceptLoss()} describes. Then accept the
 * loss by that method. If the journal has the log of the transaction manager, do not accept the loss while the transaction manager
 * runs: it would roll back what databases have committed.
 *
 * @since 0.1.0
 */
public final class UnacceptedLossException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public UnacceptedLossException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a cause and without a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public UnacceptedLossException(String message, @Nullable Throwable cause) {
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
    public UnacceptedLossException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
