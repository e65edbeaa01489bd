package io.ironjournal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The 40 bytes before a record's content in the commit log. Records begin at multiples of 8.
 *
 * <pre>
 *   0  4  CRC32C of bytes 4 to 39
 *   4  1  type
 *   5  1  flags: 1 more fragments follow, 2 this continues the fragment before
 *   6  2  zero
 *   8  4  length of the content
 *  12  4  CRC32C of the content
 *  16  8  LSN of this record
 *  24  8  durable LSN when it was written
 *  32  8  salt of the segment
 *  40     content, then zeros up to a multiple of 8
 * </pre>
 *
 * Salt and LSN tell a record from the stale ones of a file's earlier use, the durable LSN tells rot from a torn end.
 *
 * @param type what the record says
 * @param flags which fragment this is
 * @param length bytes of content
 * @param contentCrc CRC32C of the content
 * @param lsn where the record stands
 * @param durable the durable LSN known when it was written
 */
public record RecordHeader(RecordType type, int flags, int length, int contentCrc, long lsn, long durable) {

    public static final int SIZE = 40;
    public static final int ALIGNMENT = 8;

    /** The least room in which a fragment is worth writing; less is left over at the end of a segment. */
    public static final int MIN_ROOM = SIZE + ALIGNMENT;

    /** What an END takes: room for it is kept in every segment. */
    public static final int END_SIZE = SIZE + Long.BYTES;

    public static final int CONTINUES = 1;
    public static final int CONTINUED = 2;

    private static final int SALT_OFFSET = 32;

    /** Bytes that a record with so much content takes. */
    public static long footprint(long length) {
        return SIZE + length + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** The LSN behind the record. */
    public long end() {
        return lsn + footprint(length);
    }

    public boolean continues() {
        return (flags & CONTINUES) != 0;
    }

    public boolean continued() {
        return (flags & CONTINUED) != 0;
    }

    /** Writes the header at the buffer's position {@code at}; the content must stand behind it already. */
    public static void encode(
            ByteBuffer out,
            int at,
            RecordType type,
            int flags,
            int length,
            long lsn,
            long durable,
            long salt,
            Crc32c crc) {
        int contentCrc = crc.compute(out.array(), out.arrayOffset() + at + SIZE, length);
        out.put(at + 4, type.code()).put(at + 5, (byte) flags).putShort(at + 6, (short) 0);
        out.putInt(at + 8, length).putInt(at + 12, contentCrc);
        out.putLong(at + 16, lsn).putLong(at + 24, durable).putLong(at + SALT_OFFSET, salt);
        out.putInt(at, crc.compute(out.array(), out.arrayOffset() + at + 4, SIZE - 4));
    }

    /** Whether a header with this salt may stand there: one comparison, to skip through stale bytes quickly. */
    public static boolean hasSalt(ByteBuffer in, int at, long salt) {
        return in.getLong(at + SALT_OFFSET) == salt;
    }

    /**
     * Reads the header at a position of a little-endian buffer.
     *
     * @return null when there is no valid header of this segment at this LSN
     */
    public static @Nullable RecordHeader decode(ByteBuffer in, int at, long lsn, long salt) {
        assert in.order() == ByteOrder.LITTLE_ENDIAN;
        if (!hasSalt(in, at, salt)
                || in.getInt(at) != Crc32c.of(in.array(), in.arrayOffset() + at + 4, SIZE - 4)
                || in.getLong(at + 16) != lsn) {
            return null;
        }
        RecordType type = RecordType.ofCode(in.get(at + 4));
        int length = in.getInt(at + 8);
        if (type == null || length < 0) {
            return null;
        }
        return new RecordHeader(type, in.get(at + 5), length, in.getInt(at + 12), lsn, in.getLong(at + 24));
    }
}
