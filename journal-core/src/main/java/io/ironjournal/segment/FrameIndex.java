package io.ironjournal.segment;

import io.ironjournal.format.FrameHeader;
import java.util.Arrays;

/**
 * The offsets of the data frames of a segment, up to an offset in the file. These are hints: readers check the header
 * of each frame. Immutable for readers. One thread at a time extends it, and gets new instances that share the arrays.
 */
final class FrameIndex {

    private final long[] firstIds;
    private final long[] offsets;

    private static final byte PLAIN = 1;
    private static final byte COMPRESSED = 2;

    /** The results of checked headers, or 0. A data race only causes another check. */
    private final byte[] kinds;

    /** The times in checked headers of frames that are known to be plain. */
    private final long[] times;

    private final int count;
    private final long nextId;
    private final long end;

    private FrameIndex(long[] firstIds, long[] offsets, byte[] kinds, long[] times, int count, long nextId, long end) {
        this.firstIds = firstIds;
        this.offsets = offsets;
        this.kinds = kinds;
        this.times = times;
        this.count = count;
        this.nextId = nextId;
        this.end = end;
    }

    /**
     * Creates an index without frames.
     *
     * @param nextId the first id of the first frame
     * @param end the offset of the first frame
     */
    static FrameIndex empty(long nextId, long end) {
        return new FrameIndex(new long[16], new long[16], new byte[16], new long[16], 0, nextId, end);
    }

    int count() {
        return count;
    }

    /** Returns the number of the frame with the highest first id at or below an id, or -1. */
    int at(long id) {
        int i = Arrays.binarySearch(firstIds, 0, count, id);
        return i >= 0 ? i : -i - 2;
    }

    /** Returns the offset behind a frame. */
    long endOf(int i) {
        return i + 1 < count ? offsets[i + 1] : end;
    }

    long firstId(int i) {
        return firstIds[i];
    }

    long offset(int i) {
        return offsets[i];
    }

    /** Returns the end of the last frame that ends within a length from an offset, or that offset if none does. */
    long wholeWithin(int i, int length) {
        long most = offsets[i] + length;
        if (end <= most) {
            return end;
        }
        int found = Arrays.binarySearch(offsets, i, count, most);
        return offsets[found >= 0 ? found : -found - 2];
    }

    /** Returns the number of the first frame that begins within a length before the end of a frame, or that frame. */
    int firstWithin(int i, int length) {
        int found = Arrays.binarySearch(offsets, 0, i + 1, endOf(i) - length);
        return Math.min(i, found >= 0 ? found : -found - 1);
    }

    /** Returns the number of entries that a frame must have so that the next one follows it. */
    long entriesIn(int i) {
        return (i + 1 < count ? firstIds[i + 1] : nextId) - firstIds[i];
    }

    /**
     * Returns whether a frame's header was checked, agrees with the index, and says that nothing is compressed. A frame
     * with one entry does not count, because its slot does not say where the entry ends.
     */
    boolean isPlain(int i) {
        return kinds[i] == PLAIN;
    }

    /** Returns whether a frame is known to be compressed, so that an entry cannot be read alone. */
    boolean isCompressed(int i) {
        return kinds[i] == COMPRESSED;
    }

    /** Returns the time of a plain frame. If a data race returns another one, the checksum of the entry does not match. */
    long time(int i) {
        return times[i];
    }

    /** Stores the result of a checked header. */
    void note(int i, FrameHeader header) {
        if (header.offset() == offsets[i] && header.firstId() == firstIds[i] && header.count() == entriesIn(i)) {
            times[i] = header.time();
            if (header.isCompressed()) {
                kinds[i] = COMPRESSED;
            } else if (header.count() > 1) {
                kinds[i] = PLAIN;
            }
        }
    }

    /** Returns the id behind the last entry in the index. */
    long nextId() {
        return nextId;
    }

    /** Returns the end of the indexed part of the file. */
    long end() {
        return end;
    }

    /** Returns the offset of the last frame that begins at or below an id, or -1. */
    long floor(long id) {
        int i = at(id);
        return i < 0 ? -1 : offsets[i];
    }

    /** Adds one frame. Called only on the newest instance. */
    FrameIndex plus(long firstId, long offset) {
        boolean full = count == firstIds.length;
        long[] ids = full ? Arrays.copyOf(firstIds, count * 2) : firstIds;
        long[] places = full ? Arrays.copyOf(offsets, count * 2) : offsets;
        byte[] known = full ? Arrays.copyOf(kinds, count * 2) : kinds;
        long[] knownTimes = full ? Arrays.copyOf(times, count * 2) : times;
        ids[count] = firstId;
        places[count] = offset;
        return new FrameIndex(ids, places, known, knownTimes, count + 1, nextId, end);
    }

    /** Returns an index of the same frames that ends at another offset. */
    FrameIndex covering(long newNextId, long newEnd) {
        return new FrameIndex(firstIds, offsets, kinds, times, count, newNextId, newEnd);
    }
}
