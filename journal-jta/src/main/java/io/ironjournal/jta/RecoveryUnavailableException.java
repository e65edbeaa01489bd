package io.ironjournal.jta;

import io.ironjournal.IntegrationException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a journal cannot be registered with the recovery of a transaction manager. Without recovery, branches
 * that a crash leaves in doubt wait for an operator, while the other participants of their transactions commit or roll
 * back. The message says what to add or to start. Use {@link JournalRecovery#byOperator} to accept this.
 *
 * @since 0.1.0
 */
public class RecoveryUnavailableException extends IntegrationException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message says what is missing and what to do
     * @since 0.1.0
     */
    public RecoveryUnavailableException(String message) {
        super(message);
    }

    /**
     * Creates the exception with a cause.
     *
     * @param message says what is missing and what to do
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public RecoveryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
