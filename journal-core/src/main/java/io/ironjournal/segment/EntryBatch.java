package io.ironjournal.segment;

import java.util.Arrays;

/** Entries on their way into segments: ranges of arrays, without an object for each. Used by one thread. */
public final class EntryBatch {

    private static final int FIRST_CAPACITY = 64;

    /** A batch that was larger once gives its memory back. */
    private static final int KEPT_CAPACITY = 1 << 16;

    private byte[][] arrays = new byte[FIRST_CAPACITY][];
    private int[] starts = new int[FIRST_CAPACITY];
    private int[] lengths = new int[FIRST_CAPACITY];
    private int count;

    /** Adds an entry; the array is not copied. */
    public void add(byte[] array, int start, int length) {
        if (count == arrays.length) {
            grow();
        }
        arrays[count] = array;
        starts[count] = start;
        lengths[count] = length;
        count++;
    }

    private void grow() {
        int capacity = count * 2;
        arrays = Arrays.copyOf(arrays, capacity);
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
    }

    /** Forgets all entries. */
    public void clear() {
        if (arrays.length > KEPT_CAPACITY) {
            arrays = new byte[FIRST_CAPACITY][];
            starts = new int[FIRST_CAPACITY];
            lengths = new int[FIRST_CAPACITY];
        } else {
            Arrays.fill(arrays, 0, count, null);
        }
        count = 0;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    byte[] array(int index) {
        return arrays[index];
    }

    int start(int index) {
        return starts[index];
    }

    int length(int index) {
        return lengths[index];
    }

    /** The size of some of the entries, one after the other. */
    long length(int from, int to) {
        long length = 0;
        for (int i = from; i < to; i++) {
            length += lengths[i];
        }
        return length;
    }
}
