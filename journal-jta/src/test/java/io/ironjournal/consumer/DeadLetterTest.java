package io.ironjournal.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.delivery.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private static final Headers TYPED =
            Headers.none().with("type", "OrderPlaced").with("raw", new byte[] {0, -1});

    private static Entry entry(Headers headers) {
        return Entry.of(5, 0, headers, "ab".getBytes(StandardCharsets.UTF_8));
    }

    private static Headers letterOf(Entry entry, Throwable reason, boolean withData) {
        return DeadLetterHeaders.of("orders", entry, "mailer", 10, reason, withData);
    }

    @Test
    void headers_areAsDocumented() {
        Headers headers = letterOf(entry(TYPED), new IllegalStateException("no"), true);
        assertEquals(
                "Headers[type=OrderPlaced, raw=\\u0000\ufffd, dead-letter.stream=orders, dead-letter.id=5, "
                        + "dead-letter.cursor=mailer, dead-letter.deliveries=10, "
                        + "dead-letter.reason=java.lang.IllegalStateException: no]",
                headers.toString());
    }

    @Test
    void anyNamesAndBytes_areReadBack() {
        byte[] data = new byte[256];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) i;
        }
        Entry original = Entry.of(7, 0, TYPED, data);
        Headers headers =
                DeadLetterHeaders.of("a\nb\\n: ü", original, "c\r\\\\", 3, new IllegalStateException("x\n\ny"), true);
        DeadLetter letter = DeadLetter.of(Entry.of(0, 0, headers, data));
        assertEquals("a\nb\\n: ü", letter.stream());
        assertEquals("c\r\\\\", letter.cursor());
        assertEquals(7, letter.id());
        assertEquals(3, letter.deliveries());
        assertEquals("java.lang.IllegalStateException: x\n\ny", letter.reason());
        assertEquals(TYPED, letter.headers());
        assertArrayEquals(data, letter.data());
        assertFalse(letter.isDataOmitted() || letter.areHeadersOmitted());
        assertTrue(letter.toString().startsWith("DeadLetter[entry 7 of stream 'a\\nb"), letter.toString());
    }

    @Test
    void longReason_isShortened_andDataThatDoesNotFitIsOmitted() {
        Headers headers = letterOf(entry(TYPED), new IllegalStateException("ü".repeat(5_000)), false);
        DeadLetter letter = DeadLetter.of(Entry.of(0, 0, headers, new byte[0]));
        assertEquals(1_001, letter.reason().length());
        assertTrue(letter.isDataOmitted());
        assertFalse(letter.areHeadersOmitted());
        assertEquals(0, letter.data().length);
        assertEquals(TYPED, letter.headers());
    }

    @Test
    void reasonWithHalfOfASurrogatePair_isKept() {
        Headers headers = letterOf(entry(TYPED), new IllegalStateException("\ud800"), true);
        assertEquals(
                "java.lang.IllegalStateException: ?",
                headers.text(DeadLetterHeaders.REASON).orElseThrow());
    }

    @Test
    void headersThatDoNotFit_areOmitted_andTheOthersStay() {
        Headers large = TYPED.with("large", new byte[3_900]).with("last", "kept");
        for (boolean withData : List.of(true, false)) {
            Headers headers = letterOf(entry(large), new IllegalStateException("€".repeat(2_000)), withData);
            DeadLetter letter = DeadLetter.of(Entry.of(0, 0, headers, new byte[0]));
            assertTrue(letter.areHeadersOmitted());
            assertEquals(!withData, letter.isDataOmitted());
            assertEquals(TYPED.with("last", "kept"), letter.headers());
        }
    }

    @Test
    void deadLetterOfADeadLetter_saysWhyTheLastTime() {
        Headers first = letterOf(entry(TYPED), new IllegalStateException("first"), true);
        Headers second = letterOf(entry(first), new IllegalStateException("second"), true);
        DeadLetter letter = DeadLetter.of(Entry.of(0, 0, second, new byte[0]));
        assertEquals("java.lang.IllegalStateException: second", letter.reason());
        assertEquals(TYPED, letter.headers());
        assertFalse(letter.areHeadersOmitted());
    }

    @Test
    void otherEntry_isRefused() {
        Headers whole = letterOf(entry(TYPED), new IllegalStateException("no"), true);
        for (Headers headers : List.of(
                Headers.none(),
                TYPED,
                Headers.none().with(DeadLetterHeaders.STREAM, "orders"),
                whole.with(DeadLetterHeaders.ID, "x"),
                whole.with(DeadLetterHeaders.DELIVERIES, ""))) {
            assertThrows(IllegalArgumentException.class, () -> DeadLetter.of(entry(headers)), headers.toString());
        }
    }
}
