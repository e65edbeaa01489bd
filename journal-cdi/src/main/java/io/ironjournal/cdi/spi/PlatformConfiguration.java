package io.ironjournal.cdi.spi;

import io.ironjournal.config.ConfiguredValues;
import io.ironjournal.config.KeySpelling;
import java.util.ServiceLoader;

/**
 * Says where a platform keeps the configuration of journals, and how its users spell the keys. The {@link ServiceLoader} finds
 * it with the thread's context class loader; the first one is used. Without one, values come from MicroProfile Config, else from
 * system properties and the environment, and keys are spelt as in {@link KeySpelling#JOURNAL}.
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
     * Says whether all values are known while the container is built, so that mistakes can be found then.
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
