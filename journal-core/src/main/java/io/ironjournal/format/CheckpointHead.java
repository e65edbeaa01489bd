package io.ironjournal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code HEAD}: how much of {@code checkpoints.log} is forced, and where its latest checkpoint stands. A hint: it
 * is not forced, and rebuilt when it is missing or damaged. But where it is there, what it says was true once, so that it
 * tells rot from a torn end.
 *
 * <pre>
 *   0  8  magic "IRONJHED"
 *   8  4  format version
 *  12  4  zero
 *  16  8  salt of checkpoints.log
 *  24  8  forced bytes of checkpoints.log
 *  32  8  offset of the latest checkpoint in it; 0 for none
 *  40  4  zero
 *  44  4  CRC32C of all before
 * </pre>
 *
 * @param salt which file
 * @param forced its forced length in bytes
 * @param latest offset of its last checkpoint
 */
public record CheckpointHead(long salt, long forced, long latest) {

    public static final int SIZE = 48;

    private static final int CRC_OFFSET = SIZE - Integer.BYTES;

    public ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(Magic.HEAD).putInt(Magic.VERSION).putInt(0);
        out.putLong(salt).putLong(forced).putLong(latest).putInt(0);
        out.putInt(Crc32c.of(out.array(), 0, CRC_OFFSET));
        return out.clear();
    }

    /** Reads a head; null when it is damaged, or of a version that this release does not know. */
    public static @Nullable CheckpointHead decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length != SIZE
                || in.getInt(CRC_OFFSET) != Crc32c.of(bytes, 0, CRC_OFFSET)
                || in.getLong() != Magic.HEAD
                || in.getInt() != Magic.VERSION) {
            return null;
        }
        in.getInt();
        return new CheckpointHead(in.getLong(), in.getLong(), in.getLong());
    }
}
