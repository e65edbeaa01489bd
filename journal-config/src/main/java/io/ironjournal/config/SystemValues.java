package io.ironjournal.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks up system properties, then environment variables: {@code JOURNAL_SYNC_MODE} for {@code journal.sync-mode}.
 *
 * @since 0.1.0
 */
public final class SystemValues implements ConfiguredValues {

    /**
     * Creates the lookup.
     *
     * @since 0.1.0
     */
    public SystemValues() {}

    @Override
    public Optional<String> find(String key) {
        return present(System.getProperty(key)).or(() -> present(System.getenv(variable(key))));
    }

    @Override
    public Set<String> keys() {
        return System.getProperties().stringPropertyNames();
    }

    @Override
    public String howToSet(String key) {
        return "as a system property (-D" + key + "=...) or as environment variable " + variable(key);
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Optional<String> present(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
