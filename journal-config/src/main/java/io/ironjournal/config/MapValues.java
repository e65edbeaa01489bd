package io.ironjournal.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks up values in a map. */
record MapValues(Map<String, String> values, String hint) implements ConfiguredValues {

    @Override
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
    }

    @Override
    public Set<String> keys() {
        return values.keySet();
    }

    @Override
    public String howToSet(String key) {
        return hint;
    }
}
