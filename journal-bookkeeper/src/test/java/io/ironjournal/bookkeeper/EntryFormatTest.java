package io.ironjournal.bookkeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EntryFormatTest {

    private static byte[] entry() {
        ByteBuffer buffer = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        EntryFormat.begin(buffer, 7, 4096);
        buffer.put((byte) 1).putInt(3).put(new byte[] {1, 2, 3});
        return EntryFormat.complete(buffer);
    }

    @Test
    void entry_decoded_hasItsPositions() {
        ByteBuffer verified = EntryFormat.verified(entry(), "entry");
        assertEquals(EntryFormat.HEAD, verified.position());
        assertEquals(4096, EntryFormat.firstLsn(verified));
        assertEquals(4096 + EntryFormat.RECORD_HEAD + 3, EntryFormat.endLsn(verified));
    }

    @Test
    void damagedEntry_isRefused_whateverBitIsFlipped() {
        byte[] entry = entry();
        for (int bit = 0; bit < entry.length * 8; bit++) {
            byte[] damaged = entry.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(CorruptionException.class, () -> EntryFormat.verified(damaged, "entry"));
        }
    }

    @Test
    void entry_shortened_isRefused() {
        byte[] entry = entry();
        for (int length = 0; length < entry.length; length++) {
            byte[] part = Arrays.copyOf(entry, length);
            assertThrows(CorruptionException.class, () -> EntryFormat.verified(part, "entry"));
        }
    }
}
