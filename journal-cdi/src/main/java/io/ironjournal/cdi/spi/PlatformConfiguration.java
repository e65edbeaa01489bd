package io.ironjournal.cdi.spi;

import io.ironjournal.config.ConfiguredValues;
import io.ironjournal.config.KeySpelling;
import java.util.ServiceLoader;

/**
 * Provides the configuration of journals on a platform, and the spelling of its keys. The {@link ServiceLoader} finds
 * it by the thread's context class loader; the first one is used. Without one, values come from MicroProfile Config, or
 * otherwise from system properties and the environment, and keys are spelt as in {@link KeySpelling#JOURNAL}.
 *
 * @since 0.1.0
 */
public interface PlatformConfiguration {

    /**
     * Returns the values that are known while the container is built. The names of journals must be among them.
     *
     * @return the values
     * @since 0.1.0
     */
    ConfiguredValues whileBuilding();

    /**
     * Returns the values with which the application runs.
     *
     * @return the values
     * @since 0.1.0
     */
    ConfiguredValues whileRunning();

    /**
     * Returns whether all values are known while the container is built, so that mistakes can be reported then.
     *
     * @return false when the container is built before the application is configured, as in Quarkus
     * @since 0.1.0
     */
    boolean isCompleteWhileBuilding();

    /**
     * Returns how users spell the keys.
     *
     * @return the spelling
     * @since 0.1.0
     */
    KeySpelling spelling();
}
