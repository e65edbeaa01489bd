package io.ironjournal;

import org.jspecify.annotations.Nullable;

/** A batch or transaction is larger than {@link JournalOptions#maxTransactionSize()}. Nothing was written. */
public class TransactionTooLargeException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public TransactionTooLargeException(String message) {
        super(message);
    }

    /**
     * Describes the failure and its cause.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     * @param cause what led to it
     */
    public TransactionTooLargeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
