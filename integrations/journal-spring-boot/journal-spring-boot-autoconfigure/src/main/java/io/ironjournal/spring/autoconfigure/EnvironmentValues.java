package io.ironjournal.spring.autoconfigure;

import io.ironjournal.config.ConfiguredValues;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.config.JournalNames;
import io.ironjournal.config.KeySpelling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Looks values up in Spring's environment, with its relaxed binding: {@code journal.syncMode} and {@code JOURNAL_SYNCMODE} mean
 * {@code journal.sync-mode}, and {@code journal.names} may be a list of YAML.
 */
final class EnvironmentValues implements ConfiguredValues {

    private static final Pattern INDEX = Pattern.compile("\\[\\d+]$");

    private final Environment environment;
    private final Binder binder;

    EnvironmentValues(Environment environment) {
        this.environment = environment;
        this.binder = Binder.get(environment);
    }

    @Override
    public Optional<String> find(String key) {
        String value = key.equals(KeySpelling.JOURNAL.names())
                ? String.join(
                        ",", binder.bind(key, Bindable.listOf(String.class)).orElse(List.of()))
                : binder.bind(key, String.class).orElse("");
        return Optional.of(value).filter(text -> !text.isBlank());
    }

    /** Returns the keys of all sources that can list theirs, each as the documentation spells it where it has a meaning. */
    @Override
    public Set<String> keys() {
        Map<String, String> spellings = spellings();
        Set<String> keys = new TreeSet<>();
        if (environment instanceof ConfigurableEnvironment configurable) {
            configurable.getPropertySources().stream()
                    .filter(source -> !(source instanceof SystemEnvironmentPropertySource))
                    .filter(EnumerablePropertySource.class::isInstance)
                    .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                    .forEach(key -> keys.add(spellings.getOrDefault(uniform(key), key)));
        }
        return keys;
    }

    private Map<String, String> spellings() {
        Map<String, String> spellings = new HashMap<>();
        spellings.put(uniform(KeySpelling.JOURNAL.names()), KeySpelling.JOURNAL.names());
        List<String> names = JournalNames.declaredIn(this, KeySpelling.JOURNAL);
        JournalKeys.ofJournal().forEach(key -> {
            String spelling = KeySpelling.JOURNAL.of(JournalNames.DEFAULT, key);
            spellings.put(uniform(spelling), spelling);
            for (String name : names) {
                String named = KeySpelling.JOURNAL.of(name, key);
                spellings.put(uniform(named), named);
            }
        });
        return spellings;
    }

    /** Relaxed binding sees no difference between keys that have this in common. */
    private static String uniform(String key) {
        return INDEX.matcher(key)
                .replaceFirst("")
                .replace("-", "")
                .replace("_", "")
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public String howToSet(String key) {
        return "in application.properties";
    }
}
