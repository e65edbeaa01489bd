package io.ironjournal.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks up values in the configuration of a platform.
 *
 * @since 0.1.0
 */
public interface ConfiguredValues {

    /**
     * Returns the value of a key.
     *
     * @param key the key as users write it
     * @return the value; empty when the key is not set or its value is blank
     * @since 0.1.0
     */
    Optional<String> find(String key);

    /**
     * Returns all keys that are set, to find misspelt ones. Environment variables are left out, because their names are
     * ambiguous: {@code JOURNAL_SYNC_MODE} may stand for {@code journal.sync.mode}.
     *
     * @return the keys, including those that do not belong to the journal
     * @since 0.1.0
     */
    Set<String> keys();

    /**
     * Describes how users set a key on this platform.
     *
     * @param key the key as users write it
     * @return text that follows "set it" in a message, such as "as a system property"
     * @since 0.1.0
     */
    String howToSet(String key);

    /**
     * Creates a lookup in a map.
     *
     * @param values values by key; the map is copied
     * @param howToSet text that follows "set it" in a message, such as "in application.properties"
     * @return the lookup
     * @since 0.1.0
     */
    static ConfiguredValues of(Map<String, String> values, String howToSet) {
        return new MapValues(Map.copyOf(values), howToSet);
    }
}
