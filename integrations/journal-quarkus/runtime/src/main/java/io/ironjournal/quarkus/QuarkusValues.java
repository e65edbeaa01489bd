package io.ironjournal.quarkus;

import io.ironjournal.config.ConfiguredValues;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Values by their keys, names of journals between quotes. */
final class QuarkusValues implements ConfiguredValues {

    /** A name without quotes, which Quarkus allows: {@code quarkus.journal.audit.dir}. */
    private static final Pattern UNQUOTED =
            Pattern.compile("((?:%[^.]+\\.)?quarkus\\.journal\\.)([a-z][a-z0-9-]*)(\\..+)");

    /** Keys of the extension, not of a journal. */
    private static final Pattern OF_EXTENSION =
            Pattern.compile("(?:%[^.]+\\.)?quarkus\\.journal\\.(?:health|metrics)\\..*");

    private static final Pattern ENVIRONMENT = Pattern.compile("env", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> values;

    QuarkusValues(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    @Override
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new HashSet<>();
        for (ConfigSource source : ConfigProvider.getConfig().getConfigSources()) {
            if (!ENVIRONMENT.matcher(source.getName()).find()) {
                source.getPropertyNames().stream()
                        .filter(key -> !OF_EXTENSION.matcher(key).matches())
                        .map(QuarkusValues::quoted)
                        .forEach(keys::add);
            }
        }
        return keys;
    }

    static String quoted(String key) {
        return UNQUOTED.matcher(key).replaceFirst("$1\"$2\"$3");
    }

    @Override
    public String howToSet(String key) {
        return "in application.properties, as a system property or as an environment variable";
    }
}
