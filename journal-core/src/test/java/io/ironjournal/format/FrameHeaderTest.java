package io.ironjournal.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class FrameHeaderTest {

    private static final long OFFSET = 3_000_000_000L;

    private final FrameHeader data =
            new FrameHeader(FrameHeader.DATA, FrameHeader.COMPRESSED, 100, 3, 40, 90, 77, 4096, 7, OFFSET, 123);

    private static ByteBuffer encoded(FrameHeader header) {
        ByteBuffer out = ByteBuffer.allocate(FrameHeader.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        header.encode(out, 0);
        return out;
    }

    private static FrameHeader decoded(FrameHeader header) {
        return FrameHeader.decode(encoded(header), 0, header.offset());
    }

    @Test
    void encodedHeader_decoded_isEqual() {
        assertEquals(data, decoded(data));
        assertTrue(data.isCompressed());
        assertEquals(103, data.endId());
        assertEquals(56 + 40 + 8, data.length());
        assertEquals(OFFSET + 104, data.end());
        assertFalse(data.holds(99));
        assertTrue(data.holds(100));
        assertTrue(data.holds(102));
        assertFalse(data.holds(103));
    }

    @Test
    void everyFlippedBit_isDetected() {
        for (int bit = 0; bit < FrameHeader.SIZE * 8; bit++) {
            ByteBuffer bytes = encoded(data);
            bytes.put(bit / 8, (byte) (bytes.get(bit / 8) ^ 1 << bit % 8));
            assertNull(FrameHeader.decode(bytes, 0, OFFSET), "bit " + bit);
        }
    }

    @Test
    void frameAtAnotherOffset_isRejected() {
        assertNull(FrameHeader.decode(encoded(data), 0, OFFSET + 512));
    }

    @Test
    void zeros_areNotAFrame() {
        ByteBuffer zeros = ByteBuffer.allocate(FrameHeader.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        assertNull(FrameHeader.decode(zeros, 0, 0));
    }

    @Test
    void indexFrame_containsNoIds() {
        FrameHeader index = new FrameHeader(FrameHeader.INDEX, FrameHeader.SEALING, 100, 2, 40, 40, 1, 1, 1, 64, 5);
        assertEquals(index, decoded(index));
        assertTrue(index.isSealing());
        assertEquals(100, index.endId());
        assertFalse(index.holds(100));
    }

    @Test
    void inconsistentHeader_withAValidChecksum_isRejected() {
        assertNotNull(decoded(frame(1, 0, 0, 1, 10, 10)));
        assertNull(decoded(frame(3, 0, 0, 1, 10, 10)), "unknown kind");
        assertNull(decoded(frame(1, 2, 0, 1, 10, 10)), "a data frame cannot seal");
        assertNull(decoded(frame(1, 4, 0, 1, 10, 10)), "times before a payload that is not compressed");
        assertNotNull(decoded(frame(1, 1, 0, 1, 9, 10)));
        assertNotNull(decoded(frame(1, 5, 0, 1, 9, 10)));
        assertNull(decoded(frame(1, 9, 0, 1, 9, 10)), "unknown flag");
        assertNull(decoded(frame(1, 0, 0, 0, 10, 10)), "no entries");
        assertNull(decoded(frame(1, 0, 0, -1, 10, 10)), "negative count");
        assertNull(decoded(frame(1, 0, -1, 1, 10, 10)), "negative id");
        assertNull(decoded(frame(1, 0, Long.MAX_VALUE, 1, 10, 10)), "ids overflow");
        assertNull(decoded(frame(1, 0, 0, 2, 19, 19)), "no room for the table");
        assertNotNull(decoded(frame(1, 0, 0, 2, 65_536, 65_536)));
        assertNull(decoded(frame(1, 0, 0, 2, 65_537, 65_537)), "longer than a slot can say");
        assertNotNull(decoded(frame(1, 0, 0, 1, 65_537, 65_537)));
        assertNull(decoded(frame(1, 0, 0, 1, 10, 11)), "lengths differ without compression");
        assertNull(decoded(frame(1, 1, 0, 1, 10, 10)), "compression saved nothing");
        assertNull(decoded(frame(1, 1, 0, 1, -1, 10)), "negative length");
        assertNull(
                decoded(new FrameHeader(FrameHeader.DATA, (byte) 0, 0, 1, 10, 10, 0, 1, 1, 64, -1)), "negative time");
        assertNull(decoded(frame(1, 0, 0, 1, Integer.MAX_VALUE, Integer.MAX_VALUE)), "too long");
        assertNotNull(decoded(frame(2, 0, 0, 1, 24, 24)));
        assertNull(decoded(frame(2, 1, 0, 1, 24, 24)), "index compressed");
        assertNull(decoded(frame(2, 0, 0, 2, 24, 24)), "index of another length");
        assertNull(decoded(frame(2, 0, 0, Integer.MAX_VALUE, 24, 24)), "index with too many frames");
    }

    private static FrameHeader frame(int kind, int flags, long firstId, int count, int stored, int raw) {
        return new FrameHeader((byte) kind, (byte) flags, firstId, count, stored, raw, 0, 1, 1, 64, 5);
    }
}
