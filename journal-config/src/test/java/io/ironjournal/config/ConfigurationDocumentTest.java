package io.ironjournal.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The keys, the setters of the options and the table in docs/configuration.md are the same, to the last limit. */
class ConfigurationDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z.-]+)` \\| (\\w+) \\| (.*?) \\| (.*?) ?\\| (.+) \\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** All keys, of which some are setters. */
    static final List<JournalKey<?>> ALL = Stream.concat(
                    JournalKeys.ofJournal().stream(), Stream.of(JournalKeys.JNDI, JournalKeys.NAMES))
            .toList();

    static final List<JournalKey<?>> KEYS =
            ALL.stream().filter(JournalKey::isOption).toList();

    private record Row(String type, String defaultValue, String limits, String meaning) {

        /** What stands in code, such as the two ends of a range. */
        List<String> limitValues() {
            return CODE.matcher(limits).results().map(found -> found.group(1)).toList();
        }
    }

    private static Map<String, Row> table() throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (MatchResult row : ROW.matcher(Files.readString(DOCUMENT)).results().toList()) {
            rows.put(row.group(1), new Row(row.group(2), row.group(3), row.group(4), row.group(5)));
        }
        return rows;
    }

    @Test
    void setters_ofBuilder_areTheKeys() {
        Set<String> setters = new TreeSet<>();
        for (Method method : JournalOptionsBuilder.class.getDeclaredMethods()) {
            // A commit log and a listener are objects, which no key can name. An archive has no default value.
            if (Modifier.isPublic(method.getModifiers())
                    && method.getParameterCount() == 1
                    && !Set.of("commitLog", "damageListener", "archive").contains(method.getName())) {
                setters.add(method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
            }
        }
        assertEquals(setters, new TreeSet<>(KEYS.stream().map(JournalKey::name).toList()));
    }

    @Test
    void table_ofKeys_listsEachOnce() throws IOException {
        List<String> expected =
                ALL.stream().map(ConfigurationDocumentTest::nameInTable).toList();
        assertEquals(expected, List.copyOf(table().keySet()));
    }

    private static String nameInTable(JournalKey<?> key) {
        return key == JournalKeys.NAMES ? KeySpelling.JOURNAL.names() : key.name();
    }

    /** What a key says of itself is what IDEs show: the table says the same, and may add links. */
    @ParameterizedTest
    @FieldSource("ALL")
    void row_ofKey_hasItsTypeLimitsAndDescription(JournalKey<?> key) throws IOException {
        Row row = table().get(nameInTable(key));
        assertEquals(key.type().name(), row.type());
        assertEquals(key.limits(), plain(row.limits()));
        String meaning = plain(row.meaning());
        assertTrue(meaning.startsWith(key.description()), meaning);
        String rest = meaning.substring(key.description().length());
        assertTrue(rest.isEmpty() || rest.startsWith("; see ") || rest.startsWith(". In Quarkus "), rest);
        String written = plain(row.defaultValue());
        assertEquals(key.defaultValue().orElse("none"), written.split("[,:]", 2)[0]);
    }

    /** Without the marks of code and links. */
    private static String plain(String markdown) {
        return markdown.replaceAll("\\[([^]]+)]\\([^)]+\\)", "$1").replace("`", "");
    }

    @ParameterizedTest
    @FieldSource("KEYS")
    void defaultInTable_set_isTheDefaultOfTheOption(JournalKey<?> key) throws Exception {
        Row row = table().get(key.name());
        assertEquals(key.type().name(), row.type());
        Matcher written = CODE.matcher(row.defaultValue());
        assertEquals(true, written.find(), row.defaultValue());
        JournalOptions defaults = JournalOptions.builder(Path.of("data")).build();
        JournalOptionsBuilder builder = JournalOptions.builder(Path.of("data"));
        set(key, builder, written.group(1));
        assertEquals(defaults.toString(), builder.build().toString());
        assertEquals(text(value(defaults, key)), text(key.type().parse(written.group(1))));
    }

    /** A set has no order of its own. */
    private static String text(Object value) {
        return value instanceof Set<?> set ? new TreeSet<>(set).toString() : String.valueOf(value);
    }

    private static Object value(JournalOptions options, JournalKey<?> key) throws ReflectiveOperationException {
        String getter = Pattern.compile("-(.)")
                .matcher(key.name())
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
        return JournalOptions.class.getMethod(getter).invoke(options);
    }

    @ParameterizedTest
    @FieldSource("KEYS")
    void limitsInTable_areAccepted_andValuesBeyondAreRefused(JournalKey<?> key) throws Exception {
        List<String> limits = table().get(key.name()).limitValues();
        JournalOptionsBuilder builder = JournalOptions.builder(Path.of("data"));
        for (String allowed : limits) {
            assertDoesNotThrow(() -> set(key, builder, allowed));
        }
        if (key.type().name().equals("choice")) {
            Class<?> choices =
                    value(JournalOptions.builder(Path.of("data")).build(), key).getClass();
            assertEquals(
                    Arrays.stream(choices.getEnumConstants())
                            .map(Object::toString)
                            .toList(),
                    limits);
            return;
        }
        if (key.type().name().equals("permissions")) {
            assertThrows(IllegalArgumentException.class, () -> set(key, builder, "r--------"));
            return;
        }
        if (key.type().name().equals("boolean")) {
            assertEquals(List.of("true", "false"), limits);
            return;
        }
        assertEquals(2, limits.size(), "a range");
        BigInteger least = number(key, limits.get(0));
        if (least.signum() > 0) {
            assertRefused(key, builder, least.subtract(BigInteger.ONE));
        }
        assertRefused(key, builder, number(key, limits.get(1)).add(BigInteger.ONE));
    }

    private static <T> void set(JournalKey<T> key, JournalOptionsBuilder builder, String written) {
        key.set(builder, key.type().parse(written));
    }

    private static void assertRefused(JournalKey<?> key, JournalOptionsBuilder builder, BigInteger value) {
        String written = value + (key.type().name().equals("time") ? "ms" : "");
        assertThrows(IllegalArgumentException.class, () -> set(key, builder, written), written);
    }

    private static BigInteger number(JournalKey<?> key, String written) {
        Object value = key.type().parse(written);
        return value instanceof Duration time
                ? BigInteger.valueOf(time.toMillis())
                : new BigInteger(String.valueOf(value));
    }
}
