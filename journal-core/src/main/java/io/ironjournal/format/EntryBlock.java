package io.ironjournal.format;

import java.nio.ByteBuffer;

/**
 * A part of a section that is divided into blocks. Each block has a header:
 *
 * <pre>
 *   0  4  number of entries
 *   4  4  raw length: the entries with their lengths
 *   8  4  stored length; equal to the raw length when the block is not compressed
 * </pre>
 *
 * A {@link CompressedBlock} follows, or the entries as in a section without blocks.
 *
 * @param count how many entries
 * @param from where the stored bytes begin in the body, behind the header
 * @param to where the stored bytes end
 * @param rawLength length of the entries with their lengths, in bytes
 */
public record EntryBlock(int count, int from, int to, int rawLength) {

    /** Size of the header in bytes. */
    public static final int HEADER = 3 * Integer.BYTES;

    /** Returns the stored length of this block in bytes. */
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
