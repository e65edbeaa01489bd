package io.ironjournal.segment;

import io.ironjournal.format.FrameHeader;
import java.util.Arrays;

/**
 * The offsets of the data frames of a segment, up to an offset in the file. These are hints: readers check the header
 * of each frame. Immutable for readers. One thread at a time extends it, and gets new instances that share the arrays.
 */
final class FrameIndex {

    /** A frame up to this size is small. */
    static final int SMALL = 4096;

    /** The limit for the entries of a segment. */
    static final int MAX_ENTRIES = Integer.MAX_VALUE;

    private static final byte PLAIN = 1;
    private static final byte COMPRESSED = 2;

    /** The id from which {@link #firstIds} count. An int is enough for {@link #MAX_ENTRIES}. */
    private final long base;

    private final int[] firstIds;
    private final int[] offsets;

    /** The results of checked headers, or 0. A data race only causes another check. */
    private final byte[] kinds;

    private final int count;
    private final long nextId;
    private final long end;

    private FrameIndex(long base, int[] firstIds, int[] offsets, byte[] kinds, int count, long nextId, long end) {
        this.base = base;
        this.firstIds = firstIds;
        this.offsets = offsets;
        this.kinds = kinds;
        this.count = count;
        this.nextId = nextId;
        this.end = end;
    }

    /**
     * Creates an index without frames.
     *
     * @param firstId the first id of the segment
     * @param end the offset of the first frame
     */
    static FrameIndex empty(long firstId, long end) {
        return new FrameIndex(firstId, new int[16], new int[16], new byte[16], 0, firstId, end);
    }

    int count() {
        return count;
    }

    /** Returns the number of the frame with the highest first id at or below an id, or -1. */
    int at(long id) {
        long wanted = id - base;
        if (wanted < 0) {
            return -1;
        }
        int i = Arrays.binarySearch(firstIds, 0, count, (int) Math.min(wanted, Integer.MAX_VALUE));
        return i >= 0 ? i : -i - 2;
    }

    /** Returns the offset behind a frame. */
    long endOf(int i) {
        return i + 1 < count ? offsets[i + 1] : end;
    }

    long firstId(int i) {
        return base + firstIds[i];
    }

    long offset(int i) {
        return offsets[i];
    }

    /** Returns the end of the last frame that ends within a length from an offset, or that offset if none does. */
    long wholeWithin(int i, int length) {
        long most = offsets[i] + (long) length;
        if (end <= most) {
            return end;
        }
        int found = Arrays.binarySearch(offsets, i, count, (int) Math.min(most, Integer.MAX_VALUE));
        return offsets[found >= 0 ? found : -found - 2];
    }

    /** Returns the id behind a frame and all following ones that end within a length from its offset. */
    long endIdWithin(int i, int length) {
        long most = offsets[i] + (long) length;
        if (end <= most) {
            return nextId;
        }
        int found = Arrays.binarySearch(offsets, i, count, (int) Math.min(most, Integer.MAX_VALUE));
        int behind = Math.max(i + 1, found >= 0 ? found : -found - 2);
        return behind < count ? firstId(behind) : nextId;
    }

    /** Returns the number of the first frame that begins within a length before the end of a frame, or that frame. */
    int firstWithin(int i, int length) {
        long least = Math.max(0, Math.min(Integer.MAX_VALUE, endOf(i) - length));
        int found = Arrays.binarySearch(offsets, 0, i + 1, (int) least);
        return Math.min(i, found >= 0 ? found : -found - 1);
    }

    /** Returns the number of entries that a frame must have so that the next one follows it. */
    int entriesIn(int i) {
        return i + 1 < count ? firstIds[i + 1] - firstIds[i] : (int) (nextId - firstId(i));
    }

    /**
     * Returns whether a frame is small, and its header was checked, agrees with the index, and says that nothing is
     * compressed. A frame with one entry does not count, because its slot does not say where the entry ends.
     */
    boolean isPlain(int i) {
        return kinds[i] == PLAIN;
    }

    /** Returns whether a frame is known to be compressed, so that an entry cannot be read alone. */
    boolean isCompressed(int i) {
        return kinds[i] == COMPRESSED;
    }

    /** Stores the result of a checked header. */
    void note(int i, FrameHeader header) {
        if (header.offset() == offsets[i] && header.firstId() == firstId(i) && header.count() == entriesIn(i)) {
            if (header.isCompressed()) {
                kinds[i] = COMPRESSED;
            } else if (header.count() > 1 && header.end() == endOf(i) && header.length() <= SMALL) {
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

    /** Returns whether an index that begins at an id can have a frame. No segment has others, unless it is damaged. */
    static boolean canHave(long base, long firstId, long offset) {
        return firstId >= base && firstId - base < MAX_ENTRIES && offset >= 0 && offset <= Integer.MAX_VALUE;
    }

    /** Adds one frame. Called only on the newest instance. */
    FrameIndex plus(long firstId, long offset) {
        boolean full = count == firstIds.length;
        int[] ids = full ? Arrays.copyOf(firstIds, count * 2) : firstIds;
        int[] places = full ? Arrays.copyOf(offsets, count * 2) : offsets;
        byte[] known = full ? Arrays.copyOf(kinds, count * 2) : kinds;
        ids[count] = Math.toIntExact(firstId - base);
        places[count] = Math.toIntExact(offset);
        return new FrameIndex(base, ids, places, known, count + 1, nextId, end);
    }

    /** Returns an index of the same frames that ends at another offset. */
    FrameIndex covering(long newNextId, long newEnd) {
        return new FrameIndex(base, firstIds, offsets, kinds, count, newNextId, newEnd);
    }
}
