package io.ironjournal.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.delivery.DeadLetterLines;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private static Entry entry(String text) {
        return new Entry(5, 0, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void deadLetter_layout_isAsDocumented() {
        byte[] bytes =
                DeadLetterLines.encode("orders", entry("ab"), "mailer", 10, new IllegalStateException("no"), true);
        assertEquals(
                "dead-letter: 1\nstream: orders\nid: 5\ncursor: mailer\ndeliveries: 10\n"
                        + "reason: java.lang.IllegalStateException: no\ndata: 2\n\nab",
                new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void deadLetter_anyNamesAndBytes_areReadBack() {
        byte[] data = new byte[256];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) i;
        }
        DeadLetter letter = DeadLetter.of(new Entry(
                0,
                0,
                DeadLetterLines.encode(
                        "a\nb\\n: ü", new Entry(7, 0, data), "c\r\\\\", 3, new IllegalStateException("x\n\ny"), true)));
        assertEquals("a\nb\\n: ü", letter.stream());
        assertEquals("c\r\\\\", letter.cursor());
        assertEquals(7, letter.id());
        assertEquals(3, letter.deliveries());
        assertEquals("java.lang.IllegalStateException: x\n\ny", letter.reason());
        assertArrayEquals(data, letter.data());
        assertFalse(letter.isDataOmitted());
        assertTrue(letter.toString().startsWith("DeadLetter[entry 7 of stream 'a\\nb"), letter.toString());
    }

    @Test
    void deadLetter_longReasonOrLargeData_isShortened() {
        DeadLetter letter = DeadLetter.of(new Entry(
                0,
                0,
                DeadLetterLines.encode("s", entry("ab"), "c", 1, new IllegalStateException("x".repeat(5_000)), false)));
        assertEquals(1_001, letter.reason().length());
        assertTrue(letter.isDataOmitted());
        assertEquals(0, letter.data().length);
    }

    @Test
    void deadLetter_linesOfLaterVersions_areIgnored() {
        DeadLetter letter = DeadLetter.of(
                entry("dead-letter: 2\nnew: x\nstream: s\nid: 1\ncursor: c\ndeliveries: 2\nreason: r\ndata: 0\n\n"));
        assertEquals("s", letter.stream());
    }

    @Test
    void deadLetter_ofOtherEntry_isRefused() {
        for (String text : List.of(
                "",
                "\n",
                "hello",
                "hello\n\n",
                "stream: s\n\n",
                "dead-letter: 1",
                "dead-letter: 1\n",
                "dead-letter: 1\nstream: s\n\n",
                "dead-letter: 1\nid: x\ndeliveries: 1\n\n")) {
            assertThrows(IllegalArgumentException.class, () -> DeadLetter.of(entry(text)), text);
        }
    }
}
