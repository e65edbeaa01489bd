package io.ironjournal.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks up configured values where a platform keeps them.
 *
 * @since 0.1.0
 */
public interface ConfiguredValues {

    /**
     * Returns the value of a key.
     *
     * @param key the key as users write it
     * @return the value; empty also when it is blank
     * @since 0.1.0
     */
    Optional<String> find(String key);

    /**
     * Returns all keys that are set, to find misspelt ones. It leaves out the environment, whose names are ambiguous:
     * {@code JOURNAL_SYNC_MODE} may be {@code journal.sync.mode}.
     *
     * @return the keys, also those that do not concern the journal
     * @since 0.1.0
     */
    Set<String> keys();

    /**
     * Says how users set a key on this platform.
     *
     * @param key the key as users write it
     * @return text that follows "set it" in a message, such as "as a system property"
     * @since 0.1.0
     */
    String howToSet(String key);

    /**
     * Makes a lookup of a map.
     *
     * @param values values by key, which are copied
     * @param howToSet text that follows "set it" in a message, such as "in application.properties"
     * @return the lookup
     * @since 0.1.0
     */
    static ConfiguredValues of(Map<String, String> values, String howToSet) {
        return new MapValues(Map.copyOf(values), howToSet);
    }
}
