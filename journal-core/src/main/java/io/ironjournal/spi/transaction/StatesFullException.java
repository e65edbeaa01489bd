package io.ironjournal.spi.transaction;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalException;

/**
 * Thrown when a journal has no room for another state of a transaction manager. Nothing was written. The call can be
 * repeated after other states were removed.
 *
 * @since 0.1.0
 */
public final class StatesFullException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message says how many states there are, and what to do next
     * @since 0.1.0
     */
    public StatesFullException(String message) {
        super(message, ErrorContext.NONE, null);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
