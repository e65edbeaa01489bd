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
 * The entries of one data frame, in memory, decompressed. An uncompressed frame has a table before its entries:
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

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final SegmentFile segment;
    private final FrameHeader header;
    private final byte[] bytes;
    private final boolean verified;

    /** What was decompressed; null in an uncompressed frame. */
    private final @Nullable RawBlock block;

    // Told by the header, and kept here for entry(), which is called for each of millions.
    private final long firstId;
    private final int count;
    private final int slotsAt;
    private final int dataAt;
    private final int dataLength;

    /** Takes over what a compressed frame holds, which is proved as a whole. */
    Frame(SegmentFile segment, FrameHeader header, RawBlock block) {
        this(segment, header, block.bytes(), 0, true, block);
    }

    /**
     * Takes over an uncompressed payload.
     *
     * @param segment where it is from, for errors
     * @param bytes hold the payload
     * @param at where it begins in them
     * @param verified whether the entries' checksums need not be looked at
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

    /** Id of the first entry. */
    public long firstId() {
        return firstId;
    }

    /** Number of entries, at least one. */
    public int count() {
        return count;
    }

    /** The id behind the last entry. */
    public long endId() {
        return firstId + count;
    }

    /** Bytes that are held as long as this frame is. */
    int memory() {
        return block == null ? bytes.length : block.memory();
    }

    /** Whether one of the entries has this id. */
    public boolean holds(long id) {
        return id >= firstId && id - firstId < count;
    }

    /**
     * Gets an entry.
     *
     * @return a copy
     * @throws IndexOutOfBoundsException when the frame does not hold that id
     * @throws ChecksumMismatchException when this entry is damaged
     */
    public byte[] entry(long id) {
        if (!holds(id)) {
            throw new IndexOutOfBoundsException(
                    "The frame holds ids " + firstId() + " to " + (endId() - 1) + ", not " + id);
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
                        + "). Other entries can still be read; restore this file from a copy to get it back",
                segment.context(header.offset()).withId(id),
                null);
    }
}
