package io.ironjournal.spi.log;

import java.util.Map;

/**
 * Creates a commit log from a configuration that names it. Implementations are services: a {@link
 * java.util.ServiceLoader} finds them.
 *
 * @since 0.1.0
 */
public interface NamedLog {

    /**
     * Returns the name of the log.
     *
     * @return the name that selects this log in a configuration, for example {@code bookkeeper}
     * @since 0.1.0
     */
    String name();

    /**
     * Creates the log. Connects to nothing.
     *
     * @param values the settings of the log, by their names without the name of the log: the setting {@code
     *     bookkeeper-ensemble} of a configuration has the name {@code ensemble} here. Sizes are in bytes, and times
     *     have the form of {@link java.time.Duration#toString}
     * @return the log
     * @throws IllegalArgumentException when a value is not allowed
     * @since 0.1.0
     */
    LogProvider create(Map<String, String> values);
}
