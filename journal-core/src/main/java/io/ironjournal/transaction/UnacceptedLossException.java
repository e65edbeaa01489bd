package io.ironjournal.transaction;

import io.ironjournal.JournalException;

/**
 * Acknowledged records were cut off the log, and nobody has accepted the loss yet: the journal does not know which
 * branches were prepared or decided in what is lost. See {@link io.ironjournal.spi.transaction.Transactions#acceptLoss()}.
 */
public final class UnacceptedLossException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message what happened, naming the stream, file or option it is about, and what to do
     */
    public UnacceptedLossException(String message) {
        super(message);
    }
}
