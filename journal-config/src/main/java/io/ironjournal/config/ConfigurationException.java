package io.ironjournal.config;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the configuration of a journal cannot be used. The message names the key as the user writes it, the value, and
 * what is allowed.
 *
 * @since 0.1.0
 */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message the key, the value and what is allowed
     * @since 0.1.0
     */
    public ConfigurationException(String message) {
        super(message);
    }

    /**
     * Makes an exception with its cause.
     *
     * @param message the key, the value and what is allowed
     * @param cause why the value is refused
     * @since 0.1.0
     */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
