package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The bytes of format version 2, as {@code docs/format.md} shows and explains them. They change only with a new
 * version, because later releases must read what earlier releases wrote.
 */
class SegmentGoldenTest extends SegmentFixture {

    private static final String SEGMENT = """
            0000   49 52 4f 4e 4a 53 45 47  02 00 00 00 8a c0 a7 09
            0010   77 66 55 44 33 22 11 00  ff ee dd cc bb aa 99 88
            0020   00 10 00 00 00 00 00 00  00 00 00 00 00 00 00 00
            0030   00 00 00 00 00 00 00 00  00 00 00 00 3f 07 e4 f0
            0040   48 95 b3 1d 01 00 00 00  00 00 00 00 00 00 00 00
            0050   03 00 00 00 26 00 00 00  26 00 00 00 93 20 05 e8
            0060   00 10 00 00 00 00 00 00  8a c0 a7 09 40 00 00 00
            0070   2c 41 20 46 48 47 06 00  03 00 2c 01 00 00 74 c5
            0080   fc 44 03 00 2a 00 00 00  ea c4 a2 4c 08 00 00 00
            0090   00 00 c2 42 94 cf 72 65  64 67 72 65 65 6e 66 00
            00a0   00 00 48 95 b3 1d d9 20  3c ee 02 02 00 00 03 00
            00b0   00 00 00 00 00 00 01 00  00 00 18 00 00 00 18 00
            00c0   00 00 dc 27 fb 9e 00 10  00 00 00 00 00 00 8a c0
            00d0   a7 09 a6 00 00 00 2c 41  20 46 48 47 06 00 00 00
            00e0   00 00 00 00 00 00 00 00  00 00 00 00 00 00 40 00
            00f0   00 00 00 00 00 00 58 00  00 00 d9 20 3c ee
            """;

    /** Only decoded: another version of the compressor may produce other bytes for the same entries. */
    private static final String COMPRESSED = """
            0000   49 52 4f 4e 4a 53 45 47  02 00 00 00 8a c0 a7 09
            0010   77 66 55 44 33 22 11 00  ff ee dd cc bb aa 99 88
            0020   00 10 00 00 00 00 00 00  00 00 00 00 00 00 00 00
            0030   00 00 00 00 00 00 00 00  00 00 00 00 3f 07 e4 f0
            0040   cf 1b f6 e3 01 05 00 00  00 00 00 00 00 00 00 00
            0050   02 00 00 00 26 00 00 00  a2 00 00 00 4b b3 1e 0e
            0060   00 10 00 00 00 00 00 00  8a c0 a7 09 40 00 00 00
            0070   2c 41 20 46 48 47 06 00  c3 f3 45 12 ff 03 ac 02
            0080   ac 02 64 00 00 00 30 31  32 33 34 35 36 37 38 39
            0090   0a 00 47 1f 32 68 00 1d  50 35 36 37 38 39 66 00
            00a0   00 00 cf 1b f6 e3
            """;

    @Test
    void sealedSegment_hasThePinnedBytes() throws IOException {
        try (SegmentStore store = store(100)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            EntryBatch entries = new EntryBatch();
            entries.add(text("red").array(), 0, 3, Entries.START);
            entries.add(text("").array(), 0, 0, Entries.START + 258);
            entries.add(text("green").array(), 0, 5, Entries.START + 300);
            stream.append(0, entries);
            stream.append(3, Entries.of(text("blue").array()));
            assertEquals(SEGMENT, dump(storage.readAll(segment(0))));
        }
    }

    @Test
    void pinnedBytes_areRead() throws IOException {
        storage.writeAll(segment(0), bytes(SEGMENT));
        try (SegmentStore store = store(100)) {
            StreamSegments stream = store.recover(STREAM, GENERATION, 3);
            assertEquals(text("red"), ByteBuffer.wrap(Entries.read(stream, 0)));
            assertEquals(text(""), ByteBuffer.wrap(Entries.read(stream, 1)));
            assertEquals(text("green"), ByteBuffer.wrap(Entries.read(stream, 2)));
            assertEquals(Entries.START, stream.entry(0).timeMicros());
            assertEquals(Entries.START + 258, stream.entry(1).timeMicros());
            assertEquals(Entries.START + 300, stream.lastTime());
        }
        storage.writeAll(segment(0), bytes(COMPRESSED));
        try (SegmentStore store = store(100)) {
            StreamSegments stream = store.open(STREAM);
            assertEquals(text("0123456789".repeat(10)), ByteBuffer.wrap(Entries.read(stream, 0)));
            assertEquals(text("0123456789".repeat(5)), ByteBuffer.wrap(Entries.read(stream, 1)));
            assertEquals(Entries.START, stream.entry(0).timeMicros());
            assertEquals(Entries.START + 300, stream.entry(1).timeMicros());
        }
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String dump(byte[] bytes) {
        StringBuilder dump = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 16) {
            int end = Math.min(at + 16, bytes.length);
            dump.append(String.format("%04x ", at));
            for (int i = at; i < end; i++) {
                dump.append(i % 8 == 0 ? "  " : " ").append(String.format("%02x", bytes[i]));
            }
            dump.append('\n');
        }
        return dump.toString();
    }

    private static byte[] bytes(String dump) {
        String hex = dump.replaceAll("(?m)^[0-9a-f]{4} ", "").replaceAll("\\s", "");
        return HexFormat.of().parseHex(hex);
    }
}
