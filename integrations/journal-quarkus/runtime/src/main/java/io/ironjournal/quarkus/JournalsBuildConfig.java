package io.ironjournal.quarkus;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/**
 * The configuration that is fixed when an application is built.
 *
 * @since 0.1.0
 */
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
@ConfigMapping(prefix = "quarkus.journal")
public interface JournalsBuildConfig {

    /**
     * The journals that exist besides the default one, separated by commas. A name has lower-case letters, digits and hyphens, a
     * letter first; it is not {@code default}.
     *
     * @return the names, as they are written
     */
    Optional<String> names();

    /**
     * Health checks.
     *
     * @return their configuration
     */
    Health health();

    /**
     * Metrics.
     *
     * @return their configuration
     */
    Metrics metrics();

    /** Health checks. */
    @ConfigGroup
    interface Health {

        /**
         * Whether journals appear in the health checks when the extension {@code quarkus-smallrye-health} is present.
         *
         * @return true by default
         */
        @WithDefault("true")
        boolean enabled();
    }

    /** Metrics. */
    @ConfigGroup
    interface Metrics {

        /**
         * Whether journals have meters when the extension {@code quarkus-micrometer} is present.
         *
         * @return true by default
         */
        @WithDefault("true")
        boolean enabled();
    }
}
