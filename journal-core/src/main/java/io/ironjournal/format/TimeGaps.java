package io.ironjournal.format;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The times of the entries in a compressed frame, if they differ. They are at the beginning of the raw block. There is one
 * number for each entry, in microseconds: for the first entry, how long it was committed before the last one; for each
 * other entry, how long it was committed after the entry before. A number has 7 bits in each byte, the lowest first, and
 * the bit 128 in all bytes but the last.
 */
public final class TimeGaps {

    /** The largest number of bytes for an entry: a gap has at most 32 bits. */
    public static final int MAX_SIZE = 5;

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private TimeGaps() {}

    /** Writes the number of an entry. */
    public static void put(ByteBuffer out, long gap) {
        long rest = gap;
        while (rest >= MORE) {
            out.put((byte) (rest | MORE));
            rest >>>= BITS;
        }
        out.put((byte) rest);
    }

    /**
     * Reads the times, and leaves the buffer's position behind them.
     *
     * @param last the time of the last entry
     * @return null if the numbers do not lead to that time
     */
    static long @Nullable [] read(ByteBuffer in, int count, long last) {
        long[] times = new long[count];
        long time = 0;
        for (int i = 0; i < count; i++) {
            long gap = next(in);
            if (gap < 0) {
                return null;
            }
            time = i == 0 ? last - gap : time + gap;
            times[i] = time;
        }
        return time == last && times[0] >= 0 ? times : null;
    }

    private static long next(ByteBuffer in) {
        long gap = 0;
        for (int i = 0; i < MAX_SIZE && in.hasRemaining(); i++) {
            byte part = in.get();
            gap |= (long) (part & (MORE - 1)) << (i * BITS);
            if (part >= 0) {
                return gap;
            }
        }
        return -1;
    }
}
