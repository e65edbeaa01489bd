package io.ironjournal.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.UnsupportedFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BuiltStateTest {

    private static final BuiltState STATE = new BuiltState(
            new UUID(1, 2), 3, new FlushMark(4, 5, new FileState(6, 7), new FileState(8, 9), new FileState(10, 11)));

    @Test
    void state_isDecodedAsItWasEncoded() {
        assertEquals(STATE, BuiltState.decode(STATE.encode(), "BUILT"));
    }

    @Test
    void damage_makesTheStateUnknown() {
        byte[] encoded = STATE.encode();
        for (int bit = 0; bit < encoded.length * 8; bit++) {
            byte[] damaged = encoded.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertNull(BuiltState.decode(damaged, "BUILT"));
        }
        assertNull(BuiltState.decode(Arrays.copyOf(encoded, encoded.length - 1), "BUILT"));
    }

    @Test
    void unknownFeature_isRefused() {
        byte[] later = STATE.encode();
        later[12] = 1;
        int crc = Crc32c.of(later, 0, later.length - 4);
        ByteBuffer.wrap(later).order(ByteOrder.LITTLE_ENDIAN).putInt(later.length - 4, crc);
        assertThrows(UnsupportedFormatException.class, () -> BuiltState.decode(later, "BUILT"));
    }
}
