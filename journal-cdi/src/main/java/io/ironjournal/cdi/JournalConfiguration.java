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
 * The configuration of all journals: that of the platform, or otherwise as {@link ApplicationValues} finds it.
 *
 * @param values looks up values
 * @param spelling spells their keys
 * @param complete whether the application runs with the same values
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

    /** Returns a key of a journal as users write it. */
    String key(String journal, JournalKey<?> key) {
        return spelling.of(journal, key);
    }

    /** Returns the key that declares the names of journals. */
    String namesKey() {
        return spelling.names();
    }

    /** Returns the declared names. */
    List<String> names() {
        return valid(() -> JournalNames.declaredIn(values, spelling));
    }

    /** Returns warnings about keys that have no effect. */
    List<String> unknownKeys(List<String> names) {
        List<JournalKey<?>> keys = Stream.concat(JournalKeys.ofJournal().stream(), Stream.of(JournalKeys.JNDI))
                .toList();
        return UnknownKeys.among(values.keys(), names, spelling, keys);
    }

    /** Reads from the configuration. Fails the deployment when a value is not valid. */
    static <T> T valid(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ConfigurationException e) {
            throw new DeploymentException(e.getMessage(), e);
        }
    }
}
