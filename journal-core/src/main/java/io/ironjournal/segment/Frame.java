package io.ironjournal.segment;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.Entry;
import io.ironjournal.format.Crc32c;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.FrameSlot;
import io.ironjournal.format.RawBlock;
import io.ironjournal.format.StoredEntry;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The decompressed entries of one data frame, in memory. A {@link FrameCursor} replaces them by those of the next frame. An uncompressed frame has a table before its entries:
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

    private SegmentFile segment;
    private byte[] bytes;
    private boolean verified;

    /** The decompressed block, or null for an uncompressed frame. */
    private @Nullable RawBlock block;

    private long offset;
    private int tag;
    private long firstId;
    private int count;
    private long time;
    private int slotsAt;
    private int dataAt;
    private int dataLength;

    /** Creates a frame that {@linkplain #hold holds} nothing yet. */
    @SuppressWarnings("NullAway.Init") // hold is called before any other method
    Frame() {}

    /** Takes a decompressed block, which is already verified as a whole. */
    Frame(SegmentFile segment, FrameHeader header, RawBlock block) {
        this(segment, header, block.bytes(), 0, true);
        this.block = block;
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
        this.segment = segment;
        this.bytes = bytes;
        this.verified = verified;
        offset = header.offset();
        tag = header.streamTag();
        firstId = header.firstId();
        count = header.count();
        time = header.time();
        place(at, header.rawLength());
    }

    /**
     * Replaces the content by an uncompressed frame.
     *
     * @param in has a valid header and the payload behind it, and is backed by an array
     * @param at the position of the header in the buffer
     * @param place the offset of the frame in its file
     */
    void hold(SegmentFile from, ByteBuffer in, int at, long place) {
        segment = from;
        bytes = in.array();
        offset = place;
        tag = FrameHeader.streamTag(in, at);
        firstId = FrameHeader.firstId(in, at);
        count = FrameHeader.count(in, at);
        time = FrameHeader.time(in, at);
        int length = FrameHeader.storedLength(in, at);
        place(in.arrayOffset() + at + FrameHeader.SIZE, length);
        verified = Crc32c.of(bytes, slotsAt, length) == FrameHeader.payloadCrc(in, at);
    }

    private void place(int payload, int length) {
        int table = count * FrameSlot.SIZE;
        slotsAt = payload;
        dataAt = payload + table;
        dataLength = length - table;
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
            throw damaged(id, segment, offset);
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
        return Crc32c.entry(id, tag, stamp, bytes, dataAt + start, end - start) == FrameSlot.crc(bytes, slot);
    }

    static ChecksumMismatchException damaged(long id, SegmentFile segment, long offset) {
        return segment.damage(
                "Entry " + id + " is damaged: its bytes do not match their checksum (frame at "
                        + segment.at(offset)
                        + "). Other entries can still be read. To recover this one, restore the file from a copy",
                offset,
                id);
    }
}
