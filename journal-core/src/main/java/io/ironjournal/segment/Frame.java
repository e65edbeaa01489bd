package io.ironjournal.segment;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.format.Crc32c;
import io.ironjournal.format.FrameHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The entries of one data frame, in memory, decompressed.
 *
 * <pre>
 *   0       4  where entry 0 ends, counted from the end of this table
 *   4       4  CRC32C over id of entry 0 (8 bytes), stream tag (4 bytes), and its bytes
 *   8          the same for entry 1, and so on
 *   8*count    the entries, one after the other
 * </pre>
 *
 * Where the checksum of the whole payload is wrong, those of the entries tell which are still good.
 */
public final class Frame {

    private final FrameHeader header;
    private final byte[] bytes;
    private final ByteBuffer payload;
    private final boolean verified;
    private final String where;

    /**
     * Takes over a payload.
     *
     * @param bytes the payload, raw
     * @param verified whether the entries' checksums need not be looked at
     * @param where how errors call the frame
     */
    Frame(FrameHeader header, byte[] bytes, boolean verified, String where) {
        this.header = header;
        this.bytes = bytes;
        payload = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.verified = verified;
        this.where = where;
    }

    /** Id of the first entry. */
    public long firstId() {
        return header.firstId();
    }

    /** Number of entries, at least one. */
    public int count() {
        return header.count();
    }

    /** The id behind the last entry. */
    public long endId() {
        return header.endId();
    }

    /**
     * Gets an entry.
     *
     * @return a copy
     * @throws IndexOutOfBoundsException when the frame does not hold that id
     * @throws ChecksumMismatchException when this entry is damaged
     */
    public byte[] entry(long id) {
        if (!header.holds(id)) {
            throw new IndexOutOfBoundsException(
                    "The frame holds ids " + firstId() + " to " + (endId() - 1) + ", not " + id);
        }
        int slot = (int) (id - header.firstId()) * FrameHeader.SLOT_SIZE;
        int table = header.count() * FrameHeader.SLOT_SIZE;
        int start = slot == 0 ? 0 : payload.getInt(slot - FrameHeader.SLOT_SIZE);
        int end = payload.getInt(slot);
        if (start < 0 || start > end || end > header.rawLength() - table) {
            throw damaged(id, where);
        }
        int from = table + start;
        int crc = payload.getInt(slot + Integer.BYTES);
        if (!verified && new Crc32c().ofEntry(id, header.streamTag(), bytes, from, end - start) != crc) {
            throw damaged(id, where);
        }
        return Arrays.copyOfRange(bytes, from, from + end - start);
    }

    static ChecksumMismatchException damaged(long id, String where) {
        return new ChecksumMismatchException(
                "Entry " + id + " is damaged: its bytes do not match their checksum (frame at " + where
                        + "). Other entries can still be read; restore this file from a copy to get it back");
    }
}
