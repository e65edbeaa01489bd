package io.ironjournal.segment;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.Entry;
import io.ironjournal.format.Crc32c;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.FrameSlot;
import io.ironjournal.format.RawBlock;
import io.ironjournal.format.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * The decompressed entries of one data frame, in memory. An uncompressed frame has a table before its entries:
 *
 * <pre>
 *   0        10  {@link FrameSlot} of entry 0
 *   10       10  the same for entry 1, and so on
 *   10*count     the entries in order
 * </pre>
 *
 * If the checksum of the whole payload is wrong, the checksums of the entries show which entries are valid.
 */
public final class Frame {

    private final SegmentFile segment;
    private final FrameHeader header;
    private final byte[] bytes;
    private final boolean verified;

    /** The decompressed block, or null for an uncompressed frame. */
    private final @Nullable RawBlock block;

    // From the header. Kept here for entry(), which is called very often.
    private final long firstId;
    private final int count;
    private final long time;
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
        int table = header.count() * FrameSlot.SIZE;
        firstId = header.firstId();
        count = header.count();
        time = header.time();
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
    public Entry entry(long id) {
        requireHeld(id);
        RawBlock decompressed = block;
        if (decompressed != null) {
            return decompressed.entry((int) (id - firstId), id, time);
        }
        int slot = slot(id);
        int start = start(slot);
        int end = goodEnd(id, slot, start);
        return StoredEntry.copy(id, FrameSlot.stamp(bytes, slot, time), bytes, dataAt + start, dataAt + end);
    }

    /**
     * Passes on an entry without a copy.
     *
     * @throws IndexOutOfBoundsException if the frame does not contain that id
     * @throws ChecksumMismatchException if this entry is damaged
     */
    public void read(long id, EntryTarget target) {
        requireHeld(id);
        RawBlock decompressed = block;
        if (decompressed != null) {
            int index = (int) (id - firstId);
            int start = decompressed.start(index);
            target.accept(id, decompressed.stamp(index, time), bytes, start, start + decompressed.length(index));
            return;
        }
        int slot = slot(id);
        int start = start(slot);
        int end = goodEnd(id, slot, start);
        target.accept(id, FrameSlot.stamp(bytes, slot, time), bytes, dataAt + start, dataAt + end);
    }

    /** Returns the end of an entry's bytes after checking the entry. */
    private int goodEnd(long id, int slot, int start) {
        int end = end(slot);
        if (start > end || end > dataLength || !(verified || isGood(id, slot, start, end))) {
            throw damaged(id, segment, header);
        }
        return end;
    }

    /**
     * Returns the id of the first entry with a time at or after the given one.
     *
     * @param earliest a time that is not after that of the last entry
     * @throws ChecksumMismatchException if an entry on the way is damaged
     */
    long firstAt(long earliest) {
        long low = firstId;
        long high = endId() - 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (entry(middle).timeMicros() < earliest) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void requireHeld(long id) {
        if (!holds(id)) {
            throw new IndexOutOfBoundsException(
                    "The frame has ids " + firstId() + " to " + (endId() - 1) + ", not " + id);
        }
    }

    private int slot(long id) {
        return slotsAt + (int) (id - firstId) * FrameSlot.SIZE;
    }

    private int start(int slot) {
        return slot == slotsAt ? 0 : FrameSlot.end(bytes, slot - FrameSlot.SIZE);
    }

    private int end(int slot) {
        return count == 1 ? dataLength : FrameSlot.end(bytes, slot);
    }

    private boolean isGood(long id, int slot, int start, int end) {
        long stamp = FrameSlot.stamp(bytes, slot, time);
        return Crc32c.entry(id, header.streamTag(), stamp, bytes, dataAt + start, end - start)
                == FrameSlot.crc(bytes, slot);
    }

    static ChecksumMismatchException damaged(long id, SegmentFile segment, FrameHeader header) {
        return segment.damage(
                "Entry " + id + " is damaged: its bytes do not match their checksum (frame at "
                        + segment.at(header.offset())
                        + "). Other entries can still be read. To recover this one, restore the file from a copy",
                header.offset(),
                id);
    }
}
