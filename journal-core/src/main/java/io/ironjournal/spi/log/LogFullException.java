package io.ironjournal.spi.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a log has no room for a record. Nothing was written, and the log goes on working.
 *
 * @since 0.1.0
 */
public class LogFullException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which log is full and how full
     * @param cause null when there is none
     */
    public LogFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
