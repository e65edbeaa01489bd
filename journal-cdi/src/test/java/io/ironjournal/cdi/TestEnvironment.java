package io.ironjournal.cdi;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** A configuration source with the name of the environment, in all tests. Its key must not cause a warning. */
public final class TestEnvironment implements ConfigSource {

    static final String KEY = "journal.found.in.the.environment";

    private final Map<String, String> values = Map.of(KEY, "x");

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public String getValue(String name) {
        return values.get(name);
    }

    @Override
    public String getName() {
        return "system_env of the tests";
    }
}
