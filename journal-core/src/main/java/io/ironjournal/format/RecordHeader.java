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
 * Salt and LSN distinguish a record from old records of an earlier use of the file. The durable LSN distinguishes
 * corruption from a torn tail.
 *
 * @param type the type of the record
 * @param flags whether the record is a fragment, and which
 * @param length size of the content in bytes
 * @param contentCrc CRC32C of the content
 * @param lsn LSN of the record
 * @param durable the durable LSN when the record was written
 */
public record RecordHeader(RecordType type, int flags, int length, int contentCrc, long lsn, long durable) {

    public static final int SIZE = 40;
    public static final int ALIGNMENT = 8;

    /** The smallest room for a fragment. Less room at the end of a segment is not used. */
    public static final int MIN_ROOM = SIZE + ALIGNMENT;

    /** Size of an END in bytes. Each segment keeps room for it. */
    public static final int END_SIZE = SIZE + Long.BYTES;

    public static final int CONTINUES = 1;
    public static final int CONTINUED = 2;

    private static final int SALT_OFFSET = 32;

    /** Returns the size of a record with so much content, in bytes. */
    public static long footprint(long length) {
        return SIZE + length + ALIGNMENT - 1 & -ALIGNMENT;
    }

    /** Returns the LSN behind the record. */
    public long end() {
        return lsn + footprint(length);
    }

    public boolean continues() {
        return (flags & CONTINUES) != 0;
    }

    public boolean continued() {
        return (flags & CONTINUED) != 0;
    }

    /** Writes the header at the position {@code at} of a buffer that already contains the content behind it. */
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

    /** Returns whether there may be a header with this salt. This single comparison skips old bytes quickly. */
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
