package io.ironjournal.segment;

import java.util.Arrays;

/**
 * The data frames of a segment that no index frame lists yet, oldest first, and the offset of the newest index frame.
 * When it is {@linkplain #isFull full}, an index frame is written and a new list begins.
 */
final class PendingIndex {

    /**
     * The number of data frames in an index frame. It is cheap for them, and bounds the reads to find a segment's end. With
     * fewer, the chain of index frames would be long: one read of the disk for each.
     */
    static final int FRAMES = 512;

    private static final int FIRST_CAPACITY = 8;

    private final long previousIndex;
    private long[] firstIds = new long[FIRST_CAPACITY];
    private long[] offsets = new long[FIRST_CAPACITY];
    private int count;

    /**
     * Begins a list.
     *
     * @param previousIndex offset of the previous index frame, or 0 if the segment has none
     */
    PendingIndex(long previousIndex) {
        this.previousIndex = previousIndex;
    }

    long previousIndex() {
        return previousIndex;
    }

    int count() {
        return count;
    }

    long firstId(int i) {
        return firstIds[i];
    }

    long offset(int i) {
        return offsets[i];
    }

    boolean isFull() {
        return count == FRAMES;
    }

    void add(long firstId, long offset) {
        if (count == firstIds.length) {
            firstIds = Arrays.copyOf(firstIds, count * 2);
            offsets = Arrays.copyOf(offsets, count * 2);
        }
        firstIds[count] = firstId;
        offsets[count++] = offset;
    }

    /** Removes the newest frames. */
    void truncateTo(int frames) {
        count = frames;
    }
}
