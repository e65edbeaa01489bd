package io.ironjournal.quarkus;

import io.ironjournal.cdi.spi.PlatformConfiguration;
import io.ironjournal.config.ConfiguredValues;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.config.KeySpelling;
import io.smallrye.config.SmallRyeConfig;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads the keys {@code quarkus.journal.*}. The {@link java.util.ServiceLoader} creates an object of this class when
 * Quarkus builds an application, and another one when the application runs.
 *
 * @since 0.1.0
 */
public final class QuarkusConfiguration implements PlatformConfiguration {

    static final KeySpelling SPELLING = KeySpelling.underWithQuotedNames("quarkus.journal");

    /**
     * Creates the configuration. The ServiceLoader calls this.
     *
     * @since 0.1.0
     */
    public QuarkusConfiguration() {}

    @Override
    public ConfiguredValues whileBuilding() {
        Map<String, String> fixed = new HashMap<>();
        ConfigProvider.getConfig()
                .getOptionalValue(SPELLING.names(), String.class)
                .ifPresent(names -> fixed.put(SPELLING.names(), names));
        return new QuarkusValues(fixed);
    }

    @Override
    public ConfiguredValues whileRunning() {
        JournalsConfig config =
                ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getConfigMapping(JournalsConfig.class);
        Map<String, String> values = new HashMap<>();
        config.journals()
                .forEach((journal, journalConfig) -> JournalKeys.ofJournal()
                        .forEach(key -> JournalConfigKeys.read(journalConfig, key)
                                .ifPresent(value -> values.put(SPELLING.of(journal, key), value))));
        return new QuarkusValues(values);
    }

    @Override
    public boolean isCompleteWhileBuilding() {
        return false;
    }

    @Override
    public KeySpelling spelling() {
        return SPELLING;
    }
}
