package io.ironjournal.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/** Thrown when the application cannot start with its journals. The message says why and what to do. */
final class JournalStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
