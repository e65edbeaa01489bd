package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.CompressedBlock;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.FrameSlot;
import io.ironjournal.format.RawBlock;
import io.ironjournal.format.StoredEntry;
import java.util.Arrays;

/**
 * Entries to be written to segments: ranges of arrays, without an object for each entry. A part is one entry, or a
 * compressed block of entries. Used by one thread.
 */
public final class EntryBatch {

    private static final int FIRST_CAPACITY = 64;

    private static final int LARGE_BLOCK = 1 << 12;

    /** A batch that once was larger releases its memory. */
    private static final int KEPT_CAPACITY = 1 << 16;

    private byte[][] arrays = new byte[FIRST_CAPACITY][];
    private int[] starts = new int[FIRST_CAPACITY];
    private int[] lengths = new int[FIRST_CAPACITY];
    private long[] stamps = new long[FIRST_CAPACITY];

    /** The number of entries in each block, or 0 for a single entry. Used only if there is a block. */
    private int[] blockCounts = new int[FIRST_CAPACITY];

    private int[] rawLengths = new int[FIRST_CAPACITY];
    private int blocks;
    private int count;

    /**
     * Adds the stored bytes of an entry. The array is not copied.
     *
     * @param stamp the time of its record, and whether it has headers, see {@link StoredEntry}
     */
    public void add(byte[] array, int start, int length, long stamp) {
        if (count == arrays.length) {
            grow();
        }
        arrays[count] = array;
        starts[count] = start;
        lengths[count] = length;
        stamps[count] = stamp;
        count++;
    }

    /** Adds a {@link CompressedBlock} in its stored form. The array is not copied. */
    public void addBlock(byte[] array, int start, int storedLength, int rawLength, int entries, long time) {
        int index = count;
        add(array, start, storedLength, time);
        rawLengths[index] = rawLength;
        blockCounts[index] = entries;
        blocks++;
    }

    private void grow() {
        int capacity = count * 2;
        arrays = Arrays.copyOf(arrays, capacity);
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        stamps = Arrays.copyOf(stamps, capacity);
        rawLengths = Arrays.copyOf(rawLengths, capacity);
        blockCounts = Arrays.copyOf(blockCounts, capacity);
    }

    /** Removes all entries. */
    public void clear() {
        if (arrays.length > KEPT_CAPACITY) {
            arrays = new byte[FIRST_CAPACITY][];
            starts = new int[FIRST_CAPACITY];
            lengths = new int[FIRST_CAPACITY];
            stamps = new long[FIRST_CAPACITY];
            rawLengths = new int[FIRST_CAPACITY];
            blockCounts = new int[FIRST_CAPACITY];
        } else {
            Arrays.fill(arrays, 0, count, null);
            if (blocks > 0) {
                Arrays.fill(blockCounts, 0, count, 0);
            }
        }
        blocks = 0;
        count = 0;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Returns the number of parts. */
    int count() {
        return count;
    }

    boolean isBlock(int index) {
        return blocks > 0 && blockCounts[index] > 0;
    }

    /** Returns the number of entries in a block. */
    int blockCount(int index) {
        return blockCounts[index];
    }

    int rawLength(int index) {
        return rawLengths[index];
    }

    /** Returns whether a block should be a frame of its own. Smaller blocks compress better together. */
    boolean isLargeBlock(int index) {
        return isBlock(index) && rawLengths[index] >= LARGE_BLOCK;
    }

    /** Returns the size of a part in an uncompressed frame. */
    long frameLength(int index) {
        return isBlock(index)
                ? rawLengths[index] + (long) blockCounts[index] * (FrameSlot.SIZE - EntrySection.ENTRY_HEADER)
                : (long) lengths[index] + FrameSlot.SIZE;
    }

    boolean hasBlock(int from, int to) {
        for (int i = from; blocks > 0 && i < to; i++) {
            if (isBlock(i)) {
                return true;
            }
        }
        return false;
    }

    /** Returns some parts as single entries. */
    EntryBatch decompressed(int from, int to) {
        EntryBatch entries = new EntryBatch();
        for (int i = from; i < to; i++) {
            if (isBlock(i)) {
                decompress(i, entries);
            } else {
                entries.add(arrays[i], starts[i], lengths[i], stamps[i]);
            }
        }
        return entries;
    }

    private void decompress(int index, EntryBatch entries) {
        RawBlock raw = CompressedBlock.decompress(
                arrays[index], starts[index], lengths[index], rawLengths[index], blockCounts[index]);
        if (raw == null) {
            throw new CorruptionException("A compressed block of " + blockCounts[index]
                    + " entries was damaged in memory before it was written to a segment."
                    + " Close the journal and open it again: the commit log has these entries.");
        }
        for (int i = 0; i < raw.count(); i++) {
            long stamp = StoredEntry.stamp(stamps[index], raw.hasHeaders(i));
            entries.add(raw.bytes(), raw.start(i), raw.length(i), stamp);
        }
    }

    /** Returns the time of an entry, or of all entries of a block. */
    long time(int index) {
        return StoredEntry.time(stamps[index]);
    }

    /** Returns the stamp of an entry, which is not a block. */
    long stamp(int index) {
        return stamps[index];
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

    /** Returns the total size of some parts. */
    long length(int from, int to) {
        long length = 0;
        for (int i = from; i < to; i++) {
            length += lengths[i];
        }
        return length;
    }
}
