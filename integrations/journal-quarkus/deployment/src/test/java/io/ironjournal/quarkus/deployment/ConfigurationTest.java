package io.ironjournal.quarkus.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.config.JournalKey;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.quarkus.JournalConfig;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The keys of the extension, and what IDEs show of them, are those of {@code journal-config}. */
class ConfigurationTest {

    @Test
    void extension_hasTheKeysOfEachJournal() {
        List<String> declared = Stream.of(JournalConfig.class.getMethods())
                .map(Method::getName)
                .map(ConfigurationTest::hyphenated)
                .sorted()
                .toList();
        List<String> keys =
                JournalKeys.ofJournal().stream().map(JournalKey::name).sorted().toList();
        assertEquals(keys, declared);
    }

    @Test
    void descriptions_inIdes_areThoseOfTheKeys() throws IOException {
        Properties javadoc = new Properties();
        try (InputStream file = JournalConfig.class.getResourceAsStream("/META-INF/quarkus-javadoc.properties")) {
            javadoc.load(file);
        }
        for (JournalKey<?> key : JournalKeys.ofJournal()) {
            String text = javadoc.getProperty(JournalConfig.class.getName() + "." + camelCase(key.name()));
            assertNotNull(text, key.name());
            String plain = text.replaceAll("\\s+", " ");
            assertTrue(plain.startsWith(key.description() + "."), key + ": " + plain);
            assertTrue(key.limits().isEmpty() || plain.contains("Allowed: " + key.limits() + "."), key + ": " + plain);
            key.defaultValue()
                    .ifPresent(value -> assertTrue(plain.contains("Default: " + value + "."), key + ": " + plain));
        }
    }

    private static String hyphenated(String method) {
        return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String camelCase(String key) {
        StringBuilder name = new StringBuilder();
        Arrays.stream(key.split("-", -1))
                .forEach(part -> name.append(
                        name.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1)));
        return name.toString();
    }
}
