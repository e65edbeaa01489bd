package io.ironjournal.segment;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.format.Crc32c;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.RawBlock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The decompressed entries of one data frame, in memory. An uncompressed frame has a table before its entries:
 *
 * <pre>
 *   0       4  end of entry 0, counted from the end of this table
 *   4       4  CRC32C of the id of entry 0 (8 bytes), the stream tag (4 bytes), and its bytes
 *   8          the same for entry 1, and so on
 *   8*count    the entries in order
 * </pre>
 *
 * If the checksum of the whole payload is wrong, the checksums of the entries show which entries are valid.
 */
public final class Frame {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final SegmentFile segment;
    private final FrameHeader header;
    private final byte[] bytes;
    private final boolean verified;

    /** The decompressed block, or null for an uncompressed frame. */
    private final @Nullable RawBlock block;

    // From the header. Kept here for entry(), which is called very often.
    private final long firstId;
    private final int count;
    private final int slotsAt;
    private final int dataAt;
    private final int dataLength;

    /** Takes a decompressed block, which is already verified as a whole. */
    Frame(SegmentFile segment, FrameHeader header, RawBlock block) {
        this(segment, header, block.bytes(), 0, true, block);
    }

    /**
     * Takes an uncompressed payload.
     *
     * @param segment the segment of the frame, for errors
     * @param bytes the array that contains the payload
     * @param at the offset of the payload in the array
     * @param verified whether the checksums of the entries need no check
     */
    Frame(SegmentFile segment, FrameHeader header, byte[] bytes, int at, boolean verified) {
        this(segment, header, bytes, at, verified, null);
    }

    private Frame(
            SegmentFile segment, FrameHeader header, byte[] bytes, int at, boolean verified, @Nullable RawBlock block) {
        this.block = block;
        this.segment = segment;
        this.header = header;
        this.bytes = bytes;
        this.verified = verified;
        int table = header.count() * FrameHeader.SLOT_SIZE;
        firstId = header.firstId();
        count = header.count();
        slotsAt = at;
        dataAt = at + table;
        dataLength = header.rawLength() - table;
    }

    /** Returns the id of the first entry. */
    public long firstId() {
        return firstId;
    }

    /** Returns the number of entries, at least one. */
    public int count() {
        return count;
    }

    /** Returns the id behind the last entry. */
    public long endId() {
        return firstId + count;
    }

    /** Returns the memory that the frame uses, in bytes. */
    int memory() {
        return block == null ? bytes.length : block.memory();
    }

    /** Returns whether one of the entries has this id. */
    public boolean holds(long id) {
        return id >= firstId && id - firstId < count;
    }

    /**
     * Returns an entry.
     *
     * @return a copy
     * @throws IndexOutOfBoundsException if the frame does not contain that id
     * @throws ChecksumMismatchException if this entry is damaged
     */
    public byte[] entry(long id) {
        if (!holds(id)) {
            throw new IndexOutOfBoundsException(
                    "The frame has ids " + firstId() + " to " + (endId() - 1) + ", not " + id);
        }
        RawBlock decompressed = block;
        if (decompressed != null) {
            return decompressed.entry((int) (id - firstId));
        }
        int slot = slotsAt + (int) (id - firstId) * FrameHeader.SLOT_SIZE;
        int start = slot == slotsAt ? 0 : (int) INTS.get(bytes, slot - FrameHeader.SLOT_SIZE);
        int end = (int) INTS.get(bytes, slot);
        if (start < 0 || start > end || end > dataLength || !(verified || isGood(id, slot, start, end))) {
            throw damaged(id, segment, header);
        }
        return Arrays.copyOfRange(bytes, dataAt + start, dataAt + end);
    }

    private boolean isGood(long id, int slot, int start, int end) {
        int crc = (int) INTS.get(bytes, slot + Integer.BYTES);
        return Crc32c.entry(id, header.streamTag(), bytes, dataAt + start, end - start) == crc;
    }

    static ChecksumMismatchException damaged(long id, SegmentFile segment, FrameHeader header) {
        return new ChecksumMismatchException(
                "Entry " + id + " is damaged: its bytes do not match their checksum (frame at "
                        + segment.at(header.offset())
                        + "). Other entries can still be read. To recover this one, restore the file from a copy",
                segment.context(header.offset()).withId(id),
                null);
    }
}
