package io.ironjournal.format;

import java.util.Arrays;

/** Entries that were decompressed together. Immutable; the array is not copied and not modified. */
public final class RawBlock {

    private final byte[] bytes;
    private final int[] starts;

    /**
     * Takes over the raw bytes of a block.
     *
     * @param bytes the entries, each after its length
     * @param starts the position of the length of each entry, and the end of the last entry
     */
    RawBlock(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int count() {
        return starts.length - 1;
    }

    /** Returns the position of an entry's bytes. */
    public int start(int index) {
        return starts[index] + EntrySection.ENTRY_HEADER;
    }

    /** Returns an entry's length in bytes. */
    public int length(int index) {
        return starts[index + 1] - start(index);
    }

    /** Returns a copy of an entry. */
    public byte[] entry(int index) {
        return Arrays.copyOfRange(bytes, start(index), starts[index + 1]);
    }

    /** Returns the memory of the block in bytes. */
    public int memory() {
        return bytes.length + starts.length * Integer.BYTES;
    }
}
