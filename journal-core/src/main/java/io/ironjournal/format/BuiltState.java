package io.ironjournal.format;

import io.ironjournal.UnsupportedFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code BUILT}: up to which record the other files of the directory were built from a log that does not
 * depend on the directory.
 *
 * <pre>
 *   0  8  magic "IRONJBLT"
 *   8  4  format version
 *  12  4  features
 *  16 16  journal UUID
 *  32  8  epoch: the opening of the log whose records were built last
 *  40 64  {@link FlushMark}
 * 104  4  CRC32C of all before
 * </pre>
 *
 * @param journalId the journal
 * @param epoch tells apart records that have the same LSN, because the first ones were never acknowledged
 * @param mark the part of the log that is in the files, and the files
 */
public record BuiltState(UUID journalId, long epoch, FlushMark mark) {

    public static final int SIZE = 108;

    private static final int CRC_OFFSET = SIZE - Integer.BYTES;

    public byte[] encode() {
        byte[] bytes = new byte[SIZE];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(Magic.BUILT).putInt(Magic.VERSION).putInt(Magic.FEATURES);
        out.putLong(journalId.getMostSignificantBits()).putLong(journalId.getLeastSignificantBits());
        out.putLong(epoch).put(mark.encode());
        out.putInt(Crc32c.of(bytes, 0, CRC_OFFSET));
        return bytes;
    }

    /**
     * Reads the content of the file.
     *
     * @return null when it is damaged, so that nothing is known about the other files
     * @throws UnsupportedFormatException when it is of another version
     */
    public static @Nullable BuiltState decode(byte[] bytes, String file) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < SIZE || in.getInt(CRC_OFFSET) != Crc32c.of(bytes, 0, CRC_OFFSET)) {
            return null;
        }
        Magic.check(in, Magic.BUILT, file);
        Magic.checkFeatures(in.getInt(), file);
        UUID journal = new UUID(in.getLong(), in.getLong());
        return new BuiltState(journal, in.getLong(), FlushMark.decode(in, 0));
    }
}
