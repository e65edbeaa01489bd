package io.ironjournal.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.InvalidStreamNameException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamDirectoryNameTest {

    private static final String CONFUSABLE = "aAäÄa\u0308iIıİßSs.%/\\:conCON 1";

    @ParameterizedTest
    @CsvSource({
        "orders, orders",
        "a-b_9, a-b_9",
        "a/b, a%2fb",
        "A, %41",
        "., %2e",
        ".., %2e%2e",
        "a., a%2e",
        "a b, a%20b",
        "%, %25",
        "é, %c3%a9",
        "con, %63on",
        "com0, %63om0",
        "lpt9, %6cpt9",
        "console, console",
        "com10, com10",
    })
    void plainLetters_areKept_andOtherBytesAreEscaped(String stream, String directory) {
        assertEquals(directory, StreamDirectoryName.encode(stream));
        assertEquals(stream, StreamDirectoryName.decode(directory));
    }

    @Test
    void controlCharacters_areEscaped() {
        assertEquals("%00%0a%7f", StreamDirectoryName.encode("\0\n\u007f"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "a b",
                "a.b",
                "%",
                "%4",
                "%61",
                "%2F",
                "%zz",
                "con",
                "aux",
                "%c3",
                "%c0%80",
                "%ed%a0%80",
                "lost+found",
                ".DS_Store",
                "%63onx"
            })
    void directoryWithoutAStreamName_isForeign(String directory) {
        assertNull(StreamDirectoryName.decode(directory));
    }

    @Test
    void longestName_fitsIntoAFileName() {
        String longest = "€".repeat(28) + "A";
        assertEquals(StreamName.MAX_BYTES, longest.getBytes(StandardCharsets.UTF_8).length);
        assertEquals(255, StreamDirectoryName.encode(longest).length());
        assertEquals(longest, StreamDirectoryName.decode(StreamDirectoryName.encode(longest)));
        for (String tooLong : List.of("€".repeat(28) + "AB", "x".repeat(86), "x".repeat(1_000_000))) {
            InvalidStreamNameException refused =
                    assertThrows(InvalidStreamNameException.class, () -> StreamDirectoryName.encode(tooLong));
            assertTrue(refused.getMessage().contains("85"), refused.getMessage());
        }
        assertNull(StreamDirectoryName.decode("x".repeat(86)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "\udc00\ud800", "ab\udbff"})
    void loneSurrogate_isRefusedWithAPrintableMessage(String name) {
        InvalidStreamNameException refused =
                assertThrows(InvalidStreamNameException.class, () -> StreamDirectoryName.encode(name));
        assertTrue(refused.getMessage().contains("\\ud"), refused.getMessage());
        assertTrue(refused.getMessage().chars().noneMatch(c -> Character.isSurrogate((char) c)));
    }

    @Test
    void check_refusesExactlyTheNamesThatCannotBeEncoded() {
        for (String name : List.of("orders", "é", "a".repeat(85), "\u0000", "\ud83d\ude00")) {
            StreamName.check(name);
        }
        for (String name : List.of("", "a".repeat(86), "é".repeat(43), "\ud83d", "x".repeat(1 << 20))) {
            assertThrows(InvalidStreamNameException.class, () -> StreamName.check(name));
        }
    }

    @Test
    void emptyName_isRefused() {
        assertThrows(InvalidStreamNameException.class, () -> StreamName.utf8(""));
    }

    @Test
    void anyName_isDecodedAgain_andSharesNoDirectory() {
        SplittableRandom random = new SplittableRandom(42);
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            String name = randomName(random);
            String directory;
            try {
                directory = StreamDirectoryName.encode(name);
            } catch (InvalidStreamNameException e) {
                assertTrue(name.getBytes(StandardCharsets.UTF_8).length > StreamName.MAX_BYTES);
                continue;
            }
            assertEquals(name, StreamDirectoryName.decode(directory));
            assertTrue(directory.matches("[a-z0-9_%-]{1,255}"), directory);
            String folded = Normalizer.normalize(directory, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
            String other = seen.putIfAbsent(folded, name);
            assertTrue(other == null || other.equals(name), () -> name + " and " + other);
        }
        assertTrue(seen.size() > 6_000);
    }

    /** Returns a name of letters that file systems confuse, or of any letters of Unicode. */
    private static String randomName(SplittableRandom random) {
        int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 6);
        boolean confusable = random.nextBoolean();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            name.appendCodePoint(
                    confusable ? CONFUSABLE.charAt(random.nextInt(CONFUSABLE.length())) : codePoint(random));
        }
        return name.toString();
    }

    private static int codePoint(SplittableRandom random) {
        int bound = random.nextBoolean() ? 0x250 : Character.MAX_CODE_POINT + 1;
        int point = random.nextInt(bound);
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 'x' : point;
    }
}
