package io.ironjournal.jta;

import io.ironjournal.IntegrationException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a journal cannot be registered with the recovery of a transaction manager. Branches that a crash leaves in
 * doubt would wait for an operator, while the other participants of their transactions commit or roll back. The message
 * says what to add or to start; {@link JournalRecovery#byOperator} is for those who accept it.
 *
 * @since 0.1.0
 */
public class RecoveryUnavailableException extends IntegrationException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what is missing, and what to do
     * @since 0.1.0
     */
    public RecoveryUnavailableException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what is missing, and what to do
     * @param cause what led to it
     * @since 0.1.0
     */
    public RecoveryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
