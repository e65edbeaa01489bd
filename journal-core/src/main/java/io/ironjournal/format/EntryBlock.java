package io.ironjournal.format;

import java.nio.ByteBuffer;

/**
 * A part of a section that is divided into blocks. Each has a header before it:
 *
 * <pre>
 *   0  4  number of entries
 *   4  4  raw length: of the entries with their lengths
 *   8  4  stored length; equal to the raw length when the block is not compressed
 * </pre>
 *
 * What follows is a {@link CompressedBlock}, or the entries as in a section without blocks.
 *
 * @param count how many entries
 * @param from where the stored bytes begin in the body, behind the header
 * @param to where they end
 * @param rawLength length of the entries with their lengths, in bytes
 */
public record EntryBlock(int count, int from, int to, int rawLength) {

    /** Bytes in front of each block. */
    public static final int HEADER = 3 * Integer.BYTES;

    /** Returns how many bytes the body has of this block. */
    public int storedLength() {
        return to - from;
    }

    public boolean isCompressed() {
        return storedLength() < rawLength;
    }

    /** Writes a block's header. */
    static void putHeader(ByteBuffer out, int count, int rawLength, int storedLength) {
        out.putInt(count).putInt(rawLength).putInt(storedLength);
    }
}
