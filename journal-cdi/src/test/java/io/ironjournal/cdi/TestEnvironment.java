package io.ironjournal.cdi;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** A source of configuration that looks like the environment, in all tests: nobody may be warned of its key. */
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
