package io.ironjournal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of streams, and which rule of retention a stream has. */
class StreamPatternTest {

    @ParameterizedTest
    @CsvSource({
        "orders, orders, true",
        "orders, orders2, false",
        "orders, order, false",
        "*, anything/at all, true",
        "orders/*, orders/eu, true",
        "orders/*, orders/eu/2024, true",
        "orders/*, orders/, true",
        "orders/*, orders, false",
        "*/eu, orders/eu, true",
        "*/eu, orders/eu/eu, true",
        "*/eu, orders/us, false",
        "a*b*c, abc, true",
        "a*b*c, a-b-b-c, true",
        "a*b*c, a-c-b, false",
        "a*b*c, ac, false",
        "a.c, abc, false",
        "shard~*, shard~00001, true"
    })
    void pattern_matches_orNot(String pattern, String name, boolean matches) {
        assertEquals(matches, new StreamPattern(pattern).matches(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a**", "**", "half \uD800"})
    void pattern_thatNoStreamNeeds_isRefused_withTheNameOfTheOption(String pattern) {
        requireRefused(pattern);
    }

    @Test
    void pattern_longerThanAName_isRefused() {
        assertTrue(new StreamPattern("ä".repeat(42) + "a*").matches("ä".repeat(42) + "a"));
        requireRefused("ä".repeat(43));
    }

    private static void requireRefused(String pattern) {
        JournalOptionsBuilder builder = JournalOptions.builder(Path.of("journal"));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> builder.retention(pattern, Retention.forever()))
                .getMessage();
        assertTrue(message.startsWith("retention cannot have the pattern '"), message);
    }

    @Test
    void stream_hasTheFirstRuleThatMatches() {
        JournalOptions options = JournalOptions.builder(Path.of("journal"))
                .retention("orders/eu", Retention.forever())
                .retention("orders/*", Retention.maxBytes(1000))
                .retention("*", Retention.maxAge(Duration.ofDays(30)))
                .build();
        assertEquals(Optional.of(Retention.forever()), options.retentionOf("orders/eu"));
        assertEquals(Optional.of(Retention.maxBytes(1000)), options.retentionOf("orders/us"));
        assertEquals(Optional.of(Retention.maxAge(Duration.ofDays(30))), options.retentionOf("orders"));
        assertEquals(
                List.of("orders/eu", "orders/*", "*"),
                List.copyOf(options.retention().keySet()));
        assertEquals(
                Optional.empty(),
                JournalOptions.builder(Path.of("journal")).build().retentionOf("orders"));
    }

    @Test
    void pattern_usedAgain_replacesTheRule_andKeepsItsPlace() {
        JournalOptions options = JournalOptions.builder(Path.of("journal"))
                .retention("a", Retention.forever())
                .retention("*", Retention.maxBytes(1))
                .retention("a", Retention.maxBytes(2))
                .build();
        assertEquals(Optional.of(Retention.maxBytes(2)), options.retentionOf("a"));
    }

    @ParameterizedTest
    @CsvSource({"*, orders", "orders/*, orders/eu/*", "*s, orders"})
    void rule_behindOneThatMatchesTheSameStreams_isRefused(String first, String second) {
        JournalOptionsBuilder builder = JournalOptions.builder(Path.of("journal"))
                .retention(first, Retention.forever())
                .retention(second, Retention.maxBytes(1));
        String message =
                assertThrows(IllegalArgumentException.class, builder::build).getMessage();
        assertTrue(message.startsWith("retention has no effect for '" + second + "'"), message);
        assertTrue(message.contains("'" + first + "'"), message);
    }

    @Test
    void limits_outOfRange_areRefused_withTheNameOfTheOption() {
        assertRefused("retention maxBytes must be 1 to ", () -> Retention.maxBytes(0));
        assertRefused("retention maxAge must be 1 ms to 36500 days", () -> Retention.maxAge(Duration.ZERO));
        assertRefused(
                "retention maxAge must be 1 ms to 36500 days",
                () -> Retention.untilConsumed().andMaxAge(Duration.ofDays(36_501)));
    }

    private static void assertRefused(String begin, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.startsWith(begin), message);
    }

    @Test
    void rule_saysItsLimits() {
        Retention rule = Retention.untilConsumed()
                .andMaxAge(Duration.ofDays(1))
                .andMaxBytes(5)
                .evenPastCursors();
        assertEquals("Retention[until consumed, maxAge=PT24H, maxBytes=5, even past cursors]", rule.toString());
        assertEquals("Retention[forever]", Retention.forever().toString());
        assertEquals("Retention[maxBytes=5]", Retention.maxBytes(5).toString());
    }
}
