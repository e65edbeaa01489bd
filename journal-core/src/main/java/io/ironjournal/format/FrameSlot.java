package io.ironjournal.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An item of the table before the entries of an uncompressed data frame. With its slot and the slot before, an entry can
 * be read and checked alone.
 *
 * <pre>
 *   0  2  end of the entry, counted from the end of the table; 0 if the frame has only this entry, which ends the payload
 *   2  4  how long before the frame's time the entry was committed, in microseconds; with the highest bit set if the
 *         entry has headers
 *   6  4  CRC32C of the entry, see {@link Crc32c#ofEntry}
 * </pre>
 *
 * The methods read a slot at any place of an array or buffer.
 */
public final class FrameSlot {

    /** Size of a slot in bytes. */
    public static final int SIZE = 10;

    /** The longest time in microseconds that a slot can hold: 35 minutes. */
    public static final long MAX_BEFORE = 0x7fff_ffffL;

    /** A frame with more than one entry has at most this much payload, because a slot has 2 bytes for the end. */
    public static final int MAX_PACKED_LENGTH = 1 << 16;

    private static final int HEADERS = Integer.MIN_VALUE;

    private static final int BEFORE = Short.BYTES;
    private static final int CRC = BEFORE + Integer.BYTES;

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private FrameSlot() {}

    /** Writes a slot into a little-endian buffer, whose own position does not change. */
    public static void put(ByteBuffer out, int at, int end, long frameTime, long stamp, int crc) {
        int before = (int) (frameTime - StoredEntry.time(stamp));
        int marked = StoredEntry.hasHeaders(stamp) ? before | HEADERS : before;
        out.putShort(at, (short) end).putInt(at + BEFORE, marked).putInt(at + CRC, crc);
    }

    public static int end(byte[] bytes, int at) {
        return Short.toUnsignedInt((short) SHORTS.get(bytes, at));
    }

    public static int end(ByteBuffer in, int at) {
        return Short.toUnsignedInt(in.getShort(at));
    }

    /** Returns the stamp of the entry, see {@link StoredEntry}. */
    public static long stamp(byte[] bytes, int at, long frameTime) {
        return stamp((int) INTS.get(bytes, at + BEFORE), frameTime);
    }

    /** Returns the stamp of the entry. */
    public static long stamp(ByteBuffer in, int at, long frameTime) {
        return stamp(in.getInt(at + BEFORE), frameTime);
    }

    private static long stamp(int before, long frameTime) {
        return StoredEntry.stamp(frameTime - (before & ~HEADERS), before < 0);
    }

    public static int crc(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at + CRC);
    }

    public static int crc(ByteBuffer in, int at) {
        return in.getInt(at + CRC);
    }
}
