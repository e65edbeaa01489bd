package io.ironjournal.cdi;

import io.ironjournal.cdi.spi.PlatformConfiguration;
import io.ironjournal.config.ConfigurationException;
import io.ironjournal.config.ConfiguredValues;
import io.ironjournal.config.JournalKey;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.config.JournalNames;
import io.ironjournal.config.JournalSettings;
import io.ironjournal.config.KeySpelling;
import io.ironjournal.config.UnknownKeys;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The configuration of all journals, from the platform where that keeps it, else as {@link ApplicationValues} finds it.
 *
 * @param values where values are looked up
 * @param spelling how their keys are spelt
 * @param complete whether values that are missing now are missing when the application runs
 */
record JournalConfiguration(ConfiguredValues values, KeySpelling spelling, boolean complete) {

    static JournalConfiguration whileBuilding() {
        return platform()
                .map(platform -> new JournalConfiguration(
                        platform.whileBuilding(), platform.spelling(), platform.isCompleteWhileBuilding()))
                .orElseGet(JournalConfiguration::ofApplication);
    }

    static JournalConfiguration whileRunning() {
        return platform()
                .map(platform -> new JournalConfiguration(platform.whileRunning(), platform.spelling(), true))
                .orElseGet(JournalConfiguration::ofApplication);
    }

    private static JournalConfiguration ofApplication() {
        return new JournalConfiguration(ApplicationValues.find(), KeySpelling.JOURNAL, true);
    }

    private static Optional<PlatformConfiguration> platform() {
        return ServiceLoader.load(PlatformConfiguration.class).findFirst();
    }

    JournalSettings settings(String journal) {
        return new JournalSettings(values, spelling, journal);
    }

    /** Spells a key of a journal. */
    String key(String journal, JournalKey<?> key) {
        return spelling.of(journal, key);
    }

    /** The key that declares the names of journals. */
    String namesKey() {
        return spelling.names();
    }

    /** The names that are declared. */
    List<String> names() {
        return valid(() -> JournalNames.declaredIn(values, spelling));
    }

    /** Warnings about keys without effect. */
    List<String> unknownKeys(List<String> names) {
        List<JournalKey<?>> keys = Stream.concat(JournalKeys.ofJournal().stream(), Stream.of(JournalKeys.JNDI))
                .toList();
        return UnknownKeys.among(values.keys(), names, spelling, keys);
    }

    /** What is read of a configuration. A mistake in it fails the deployment. */
    static <T> T valid(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ConfigurationException e) {
            throw new DeploymentException(e.getMessage(), e);
        }
    }
}
