package io.ironjournal.config;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the configuration of a journal cannot be used. The message contains the key as the user writes it, the value, and
 * the allowed values.
 *
 * @since 0.1.0
 */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message the key, the value and the allowed values
     * @since 0.1.0
     */
    public ConfigurationException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message the key, the value and the allowed values
     * @param cause the reason why the value is not allowed
     * @since 0.1.0
     */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
