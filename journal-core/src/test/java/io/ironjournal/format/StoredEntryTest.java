package io.ironjournal.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.Entry;
import io.ironjournal.NewEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bytes of an entry with headers in a record, as {@code docs/format.md} shows and explains them. */
class StoredEntryTest {

    private static final String SECTION = """
            0000   06 00 6f 72 64 65 72 73  01 00 00 00 15 00 00 00
            0010   11 00 00 80 0c 00 04 74  79 70 65 05 00 61 64 64
            0020   65 64 72 65 64
            """;

    private static final NewEntry ENTRY =
            NewEntry.of("red".getBytes(StandardCharsets.UTF_8)).header("type", "added");

    private static byte[] pinned() {
        return HexFormat.of()
                .parseHex(SECTION.replaceAll("(?m)^[0-9a-f]{4} ", "").replaceAll("\\s", ""));
    }

    @Test
    void section_hasThePinnedBytes() {
        EntryBodyBuilder body = new EntryBodyBuilder();
        body.add("orders", ENTRY);
        assertEquals(
                HexFormat.of().formatHex(pinned()),
                HexFormat.of()
                        .formatHex(
                                body.build(new byte[0], SectionCompression.NONE).bytes()));
    }

    @Test
    void pinnedBytes_areRead() {
        EntryBody body = EntryBody.parse(pinned(), 0);
        EntrySection section = body.sections().get(0);
        int from = section.from() + EntrySection.ENTRY_HEADER;
        Entry entry = StoredEntry.copy(4, StoredEntry.stamp(9, true), body.bytes(), from, section.to());
        assertEquals(4, entry.id());
        assertEquals(9, entry.timeMicros());
        assertEquals(Optional.of("added"), entry.headers().text("type"));
        assertArrayEquals(ENTRY.data(), entry.data());
    }

    @Test
    void formatMd_showsThePinnedBytes() throws IOException {
        String format = Files.readString(Path.of(System.getProperty("basedir", "."), "..", "docs", "format.md"));
        assertTrue(format.contains(SECTION), SECTION);
    }

    @Test
    void headersThatDoNotEndInTheEntry_areRefused() {
        for (int length = 0; length < 300; length++) {
            if (length != 12) {
                byte[] changed = pinned();
                changed[0x14] = (byte) length;
                changed[0x15] = (byte) (length >> 8);
                assertThrows(CorruptionException.class, () -> EntryBody.parse(changed, 0), "length " + length);
            }
        }
        byte[] longName = pinned();
        longName[0x16] = 6;
        assertThrows(CorruptionException.class, () -> EntryBody.parse(longName, 0));
        byte[] tooLong = pinned();
        tooLong[0x10] = 0x12;
        assertThrows(CorruptionException.class, () -> EntryBody.parse(tooLong, 0));
    }

    @Test
    void stamp_keepsTimeAndMark() {
        long stamp = StoredEntry.stamp(Long.MAX_VALUE, true);
        assertTrue(StoredEntry.hasHeaders(stamp));
        assertEquals(Long.MAX_VALUE, StoredEntry.time(stamp));
        assertEquals(7, StoredEntry.stamp(7, false));
        int field = StoredEntry.lengthField(1 << 30, true);
        assertTrue(StoredEntry.hasHeaders(field));
        assertEquals(1 << 30, StoredEntry.length(field));
    }
}
