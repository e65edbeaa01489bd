package io.ironjournal.spi.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a log has no space for a record. Nothing was written, and the log still works.
 *
 * @since 0.1.0
 */
public class LogFullException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message says which log is full and how large it is
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public LogFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
