package io.ironjournal.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.UnsupportedFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SegmentHeaderTest {

    private final SegmentHeader header = new SegmentHeader(
            UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"), 4096, 100, 7, 1_767_225_600_000_000L);

    private byte[] encoded() {
        ByteBuffer block = ByteBuffer.allocate(SegmentHeader.SIZE);
        header.encode(block);
        return block.array();
    }

    @Test
    void encodedHeader_decoded_isEqual() {
        assertEquals(header, SegmentHeader.decode(encoded(), SegmentHeader.SIZE, "here", ErrorContext.NONE));
    }

    @Test
    void everyFlippedBit_isDetected() {
        for (int bit = 0; bit < SegmentHeader.SIZE * 8; bit++) {
            byte[] block = encoded();
            block[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(
                    CorruptionException.class,
                    () -> SegmentHeader.decode(block, SegmentHeader.SIZE, "here", ErrorContext.NONE),
                    "" + bit);
        }
    }

    @Test
    void everyPrefix_isRejectedAsTooShort() {
        for (int length = 0; length < SegmentHeader.SIZE; length++) {
            int cut = length;
            assertThrows(
                    CorruptionException.class, () -> SegmentHeader.decode(encoded(), cut, "here", ErrorContext.NONE));
        }
    }

    @Test
    void newerVersion_isReportedAsUnsupported_notAsDamage() {
        byte[] block = encoded();
        ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(8, 3).putInt(60, Crc32c.of(block, 0, 60));
        UnsupportedFormatException refused = assertThrows(
                UnsupportedFormatException.class,
                () -> SegmentHeader.decode(block, SegmentHeader.SIZE, "here", ErrorContext.NONE));
        assertTrue(refused.getMessage().contains("here has format version 3"), refused.getMessage());
    }

    @Test
    void fileOfAnotherKind_isNotReportedAsDamage() {
        byte[] block = encoded();
        ByteBuffer bytes = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(7, (byte) 'X').putInt(60, Crc32c.of(block, 0, 60));
        CorruptionException refused = assertThrows(
                CorruptionException.class,
                () -> SegmentHeader.decode(block, SegmentHeader.SIZE, "here", ErrorContext.NONE));
        assertTrue(refused.getMessage().contains("not the kind"), refused.getMessage());
    }
}
