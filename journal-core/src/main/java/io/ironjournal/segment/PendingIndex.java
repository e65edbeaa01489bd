package io.ironjournal.segment;

import java.util.Arrays;

/**
 * The data frames of a segment that no index frame lists yet, oldest first, and where the newest index frame is. When
 * it is {@linkplain #isFull full}, an index frame is written and the next one begins.
 */
final class PendingIndex {

    /** How many data frames an index frame lists: it costs them little, and bounds what is read to find a segment's end. */
    static final int FRAMES = 128;

    private static final int FIRST_CAPACITY = 8;

    private final long previousIndex;
    private long[] firstIds = new long[FIRST_CAPACITY];
    private long[] offsets = new long[FIRST_CAPACITY];
    private int count;

    /**
     * Begins a list.
     *
     * @param previousIndex offset of the index frame before, 0 when there is none in the segment
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

    /** Forgets the newest ones. */
    void cutTo(int frames) {
        count = frames;
    }
}
