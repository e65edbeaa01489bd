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
            0040   c4 b8 71 73 01 00 00 00  00 00 00 00 00 00 00 00
            0050   03 00 00 00 20 00 00 00  20 00 00 00 69 fd 57 a1
            0060   00 10 00 00 00 00 00 00  8a c0 a7 09 40 00 00 00
            0070   03 00 00 00 91 b9 3e be  03 00 00 00 dd 14 47 cb
            0080   08 00 00 00 f6 90 f2 41  72 65 64 67 72 65 65 6e
            0090   58 00 00 00 c4 b8 71 73  9a 07 7c f6 02 02 00 00
            00a0   03 00 00 00 00 00 00 00  01 00 00 00 18 00 00 00
            00b0   18 00 00 00 dc 27 fb 9e  00 10 00 00 00 00 00 00
            00c0   8a c0 a7 09 98 00 00 00  00 00 00 00 00 00 00 00
            00d0   00 00 00 00 00 00 00 00  40 00 00 00 00 00 00 00
            00e0   50 00 00 00 9a 07 7c f6
            """;

    /** Only decoded: another version of the compressor may produce other bytes for the same entries. */
    private static final String COMPRESSED = """
            0000   49 52 4f 4e 4a 53 45 47  02 00 00 00 8a c0 a7 09
            0010   77 66 55 44 33 22 11 00  ff ee dd cc bb aa 99 88
            0020   00 10 00 00 00 00 00 00  00 00 00 00 00 00 00 00
            0030   00 00 00 00 00 00 00 00  00 00 00 00 3f 07 e4 f0
            0040   12 96 b1 ea 01 01 00 00  00 00 00 00 00 00 00 00
            0050   02 00 00 00 21 00 00 00  9e 00 00 00 67 8d 89 9d
            0060   00 10 00 00 00 00 00 00  8a c0 a7 09 40 00 00 00
            0070   87 61 ee e2 ef 64 00 00  00 30 31 32 33 34 35 36
            0080   37 38 39 0a 00 47 1f 32  68 00 1d 50 35 36 37 38
            0090   39 59 00 00 00 12 96 b1  ea
            """;

    @Test
    void sealedSegment_hasThePinnedBytes() throws IOException {
        try (SegmentStore store = store(100)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            stream.append(
                    0,
                    Entries.of(
                            text("red").array(), text("").array(), text("green").array()));
            stream.append(3, Entries.of(text("blue").array()));
            assertEquals(SEGMENT, dump(storage.readAll(segment(0))));
        }
    }

    @Test
    void pinnedBytes_areRead() throws IOException {
        storage.writeAll(segment(0), bytes(SEGMENT));
        try (SegmentStore store = store(100)) {
            StreamSegments stream = store.recover(STREAM, GENERATION, 3);
            assertEquals(text("red"), ByteBuffer.wrap(stream.read(0)));
            assertEquals(text(""), ByteBuffer.wrap(stream.read(1)));
            assertEquals(text("green"), ByteBuffer.wrap(stream.read(2)));
        }
        storage.writeAll(segment(0), bytes(COMPRESSED));
        try (SegmentStore store = store(100)) {
            StreamSegments stream = store.open(STREAM);
            assertEquals(text("0123456789".repeat(10)), ByteBuffer.wrap(stream.read(0)));
            assertEquals(text("0123456789".repeat(5)), ByteBuffer.wrap(stream.read(1)));
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
