package io.ironjournal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

    private static final Headers TWO = Headers.none().with("type", "Grün").with("raw", new byte[] {0, -1});

    @Test
    void names_keepTheirOrder() {
        assertEquals(List.of("type", "raw"), TWO.names());
        assertEquals(List.of("type", "raw"), List.copyOf(TWO.toMap().keySet()));
        assertEquals(
                List.of("raw", "type"),
                Headers.none().with("raw", "").with("type", "").names());
    }

    @Test
    void values_areReadAsTextOrBytes() {
        assertEquals(Optional.of("Grün"), TWO.text("type"));
        assertArrayEquals(new byte[] {0, -1}, TWO.get("raw").orElseThrow());
        assertEquals(Optional.empty(), TWO.text("Type"), "upper and lower case differ");
        assertEquals(Optional.of("\0\ufffd"), TWO.text("raw"));
    }

    @Test
    void headerOfAKnownName_replacesTheValue_andKeepsThePlace() {
        Headers changed = TWO.with("type", "a longer value");
        assertEquals(List.of("type", "raw"), changed.names());
        assertEquals(Optional.of("a longer value"), changed.text("type"));
        assertArrayEquals(new byte[] {0, -1}, changed.get("raw").orElseThrow());
        assertEquals(Optional.of("Grün"), TWO.text("type"), "the object itself does not change");
    }

    @Test
    void arrays_areCopied() {
        byte[] value = {1};
        Headers headers = Headers.none().with("a", value);
        value[0] = 2;
        headers.get("a").orElseThrow()[0] = 3;
        headers.toMap().get("a")[0] = 4;
        headers.toBytes()[0] = 5;
        assertArrayEquals(new byte[] {1}, headers.get("a").orElseThrow());
    }

    @Test
    void headersOfTheMaximumSize_areAccepted_oneByteMoreIsNot() {
        int room = Headers.MAX_SIZE - Headers.OVERHEAD - "name".length();
        Headers full = Headers.none().with("name", new byte[room]);
        assertEquals(Headers.MAX_SIZE, full.toBytes().length);
        HeadersTooLargeException error = assertThrows(
                HeadersTooLargeException.class, () -> NewEntry.of(new byte[0]).header("name", new byte[room + 1]));
        assertTrue(error.getMessage().contains("4096"), error.getMessage());
        assertThrows(HeadersTooLargeException.class, () -> full.with("x", ""));
        assertEquals(full, full.with("name", "short").with("name", new byte[room]), "a value can be replaced");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ud800", "half \udc00 pair"})
    void invalidName_isRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> Headers.none().with(name, "value"));
    }

    @Test
    void longName_isRefused() {
        Headers longest = Headers.none().with("n".repeat(255), "v");
        assertEquals(Optional.of("v"), longest.text("n".repeat(255)));
        assertThrows(IllegalArgumentException.class, () -> Headers.none().with("n".repeat(256), "v"));
    }

    @Test
    void invalidText_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> TWO.with("type", "\ud800"));
    }

    @Test
    void nulls_areRefused() {
        assertThrows(NullPointerException.class, () -> TWO.with(null, ""));
        assertThrows(NullPointerException.class, () -> TWO.with("a", (String) null));
        assertThrows(NullPointerException.class, () -> TWO.with("a", (byte[]) null));
        assertThrows(NullPointerException.class, () -> TWO.get(null));
        assertThrows(NullPointerException.class, () -> NewEntry.of((byte[]) null));
    }

    @Test
    void encodedForm_isReadAgain() {
        byte[] encoded = TWO.toBytes();
        byte[] around = new byte[encoded.length + 5];
        System.arraycopy(encoded, 0, around, 2, encoded.length);
        assertEquals(TWO, Headers.ofBytes(around, 2, encoded.length));
        assertEquals(TWO.hashCode(), Headers.ofBytes(around, 2, encoded.length).hashCode());
        assertSame(Headers.none(), Headers.ofBytes(around, 3, 0));
    }

    @Test
    void damagedForm_isRefused() {
        byte[] encoded = TWO.toBytes();
        List<Integer> whole = new ArrayList<>();
        for (int length = 0; length <= encoded.length; length++) {
            int end = length;
            try {
                Headers.ofBytes(encoded, 0, end);
                whole.add(end);
            } catch (CorruptionException e) {
                assertTrue(e.getMessage().contains("headers"));
            }
        }
        assertEquals(List.of(0, 1 + 4 + 2 + 5, encoded.length), whole, "only whole headers");
        assertThrows(CorruptionException.class, () -> Headers.ofBytes(new byte[3], 0, 3), "an empty name");
        assertThrows(IndexOutOfBoundsException.class, () -> Headers.ofBytes(encoded, 1, encoded.length));
    }

    @Test
    void text_showsHeaders_withoutControlCharacters() {
        assertEquals("Headers[]", Headers.none().toString());
        assertEquals(
                "Headers[a=1, b=\\u000a2]",
                Headers.none().with("a", "1").with("b", "\n2").toString());
        assertEquals(
                "NewEntry[3 bytes, Headers[a=1]]",
                NewEntry.of(new byte[3]).header("a", "1").toString());
    }

    @Test
    void newEntry_isImmutable_andCanTakeTheHeadersOfAnother() {
        NewEntry plain = NewEntry.of(ByteBuffer.wrap("xyz".getBytes(StandardCharsets.UTF_8), 1, 2));
        NewEntry with = plain.header("a", "1");
        assertArrayEquals("yz".getBytes(StandardCharsets.UTF_8), with.data());
        assertTrue(plain.headers().isEmpty());
        assertEquals(TWO, with.headers(TWO).headers());
    }

    @Test
    void entries_areEqualWithEqualHeaders() {
        byte[] data = {1};
        Entry with = Entry.of(5, 7, TWO, data);
        assertEquals(with, Entry.of(5, 7, Headers.ofBytes(TWO.toBytes(), 0, TWO.toBytes().length), data.clone()));
        assertEquals(new Entry(5, 7, data), Entry.of(5, 7, Headers.none(), data));
        assertNotEquals(with, new Entry(5, 7, data));
        assertNotEquals(new Entry(5, 7, data), with);
        assertSame(Headers.none(), new Entry(5, 7, data).headers());
        assertTrue(with.toString().endsWith("1 bytes, " + TWO + "]"), with.toString());
    }
}
