package io.ironjournal.segment;

import io.ironjournal.format.FrameHeader;
import java.util.Arrays;

/**
 * Where the data frames of a segment begin, up to a point in the file. Hints: whoever follows one checks the frame's
 * header. Immutable to its readers; one thread at a time grows it, and gets new instances that share the arrays.
 */
final class FrameIndex {

    private final long[] firstIds;
    private final long[] offsets;

    private static final byte PLAIN = 1;
    private static final byte COMPRESSED = 2;

    /** What is known of frames whose headers were checked, 0 of others. Races cost another look, nothing else. */
    private final byte[] kinds;

    private final int count;
    private final long nextId;
    private final long end;

    private FrameIndex(long[] firstIds, long[] offsets, byte[] kinds, int count, long nextId, long end) {
        this.firstIds = firstIds;
        this.offsets = offsets;
        this.kinds = kinds;
        this.count = count;
        this.nextId = nextId;
        this.end = end;
    }

    /**
     * An index of no frames.
     *
     * @param nextId id that the first one will begin with
     * @param end where it will begin
     */
    static FrameIndex empty(long nextId, long end) {
        return new FrameIndex(new long[16], new long[16], new byte[16], 0, nextId, end);
    }

    int count() {
        return count;
    }

    /** Which frame, by its number, has the highest first id at or below an id; -1 when there is none. */
    int at(long id) {
        int i = Arrays.binarySearch(firstIds, 0, count, id);
        return i >= 0 ? i : -i - 2;
    }

    /** Where the frame behind one begins, or the index ends. */
    long endOf(int i) {
        return i + 1 < count ? offsets[i + 1] : end;
    }

    long firstId(int i) {
        return firstIds[i];
    }

    long offset(int i) {
        return offsets[i];
    }

    /** Where the last of the frames ends that follow a place and lie within a length; that place when not even one does. */
    long wholeWithin(int i, int length) {
        long most = offsets[i] + length;
        if (end <= most) {
            return end;
        }
        int found = Arrays.binarySearch(offsets, i, count, most);
        return offsets[found >= 0 ? found : -found - 2];
    }

    /** How many entries a frame must hold so that the next one joins. */
    long entriesIn(int i) {
        return (i + 1 < count ? firstIds[i + 1] : nextId) - firstIds[i];
    }

    /** Whether a frame's header was checked and says just what the index does, and that nothing is compressed. */
    boolean isPlain(int i) {
        return kinds[i] == PLAIN;
    }

    /** Whether a frame is known to be compressed, so that none of its entries can be read without all. */
    boolean isCompressed(int i) {
        return kinds[i] == COMPRESSED;
    }

    /** Notes what a header says that was checked. */
    void note(int i, FrameHeader header) {
        if (header.offset() == offsets[i] && header.firstId() == firstIds[i] && header.count() == entriesIn(i)) {
            kinds[i] = header.isCompressed() ? COMPRESSED : PLAIN;
        }
    }

    /** The id behind the last entry covered. */
    long nextId() {
        return nextId;
    }

    /** Where the part of the file ends that is covered. */
    long end() {
        return end;
    }

    /** Offset of the last frame that begins at or below an id, -1 when there is none. */
    long floor(long id) {
        int i = at(id);
        return i < 0 ? -1 : offsets[i];
    }

    /** Adds one more frame; only ever to the newest instance. */
    FrameIndex plus(long firstId, long offset) {
        boolean full = count == firstIds.length;
        long[] ids = full ? Arrays.copyOf(firstIds, count * 2) : firstIds;
        long[] places = full ? Arrays.copyOf(offsets, count * 2) : offsets;
        byte[] known = full ? Arrays.copyOf(kinds, count * 2) : kinds;
        ids[count] = firstId;
        places[count] = offset;
        return new FrameIndex(ids, places, known, count + 1, nextId, end);
    }

    /** The same frames, covering the file up to another point. */
    FrameIndex covering(long newNextId, long newEnd) {
        return new FrameIndex(firstIds, offsets, kinds, count, newNextId, newEnd);
    }
}
