package io.ironjournal.segment;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.Entry;
import io.ironjournal.format.CompressedBlock;
import io.ironjournal.format.Crc32c;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.FrameSlot;
import io.ironjournal.format.RawBlock;
import io.ironjournal.format.StoredEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads data frames, whole or one entry of them, with as few reads as possible. The index gives the offset and
 * approximate size of a frame. Every step checks the bytes that it read. Thread-safe.
 */
final class FrameReader {

    /** A frame up to this size is read by one read. That is cheaper than one read for a slot and one for an entry. */
    private static final int SMALL = FrameIndex.SMALL;

    /** A frame up to this size is read together with its header if all of it is needed. */
    private static final int MEDIUM = 1 << 18;

    private final BlockCache cache;
    private final ScratchBuffers heads = ScratchBuffers.onHeap(SMALL);
    private final PlainEntries plain = new PlainEntries();

    FrameReader(BlockCache cache) {
        this.cache = cache;
    }

    /**
     * Reads one entry. Of an uncompressed frame, it reads no more than necessary.
     *
     * @param hint the frame's number in the index
     * @return the entry, or null if no valid frame contains it
     */
    @Nullable
    Entry entry(SegmentFile segment, FrameIndex index, int hint, long id) throws IOException {
        long offset = index.offset(hint);
        Frame cached = cache.get(segment, offset);
        if (cached != null && cached.holds(id)) {
            return cached.entry(id);
        }
        Entry small = index.isPlain(hint) ? plain.entry(segment, index, hint, id) : null;
        if (small != null) {
            return small;
        }
        // The header is not checked yet, or something is wrong. The following code finds out.
        ByteBuffer head = heads.take();
        Entry entry = entry(segment, index, hint, id, head);
        heads.giveBack(head);
        return entry;
    }

    private @Nullable Entry entry(SegmentFile segment, FrameIndex index, int hint, long id, ByteBuffer head)
            throws IOException {
        long offset = index.offset(hint);
        long span = index.endOf(hint) - offset;
        long slots = FrameHeader.SIZE + Math.min(SMALL, id - index.firstId(hint) + 1) * FrameSlot.SIZE;
        segment.read(offset, head.limit(clamp(span <= SMALL ? span : slots, SMALL)));
        FrameHeader header = header(segment, head.flip(), offset, index.end(), id);
        if (header == null) {
            return null;
        }
        index.note(hint, header);
        if (header.isCompressed()) {
            return frame(segment, header, head).entry(id);
        }
        int first = (int) (id - header.firstId());
        ByteBuffer slot = slots(segment, header, head, first);
        int at = slot.position();
        int start = first == 0 ? 0 : FrameSlot.end(slot, at - FrameSlot.SIZE);
        int end = header.count() == 1 ? header.rawLength() - FrameSlot.SIZE : FrameSlot.end(slot, at);
        long stamp = FrameSlot.stamp(slot, at, header.time());
        int crc = FrameSlot.crc(slot, at);
        byte[] bytes = bytes(segment, header, head, start, end);
        if (bytes == null || Crc32c.entry(id, header.streamTag(), stamp, bytes, 0, bytes.length) != crc) {
            throw Frame.damaged(id, segment, offset);
        }
        return StoredEntry.of(id, stamp, bytes);
    }

    /** Reads the entry's slot, and the slot before it. */
    private static ByteBuffer slots(SegmentFile segment, FrameHeader header, ByteBuffer head, int index)
            throws IOException {
        int at = FrameHeader.SIZE + index * FrameSlot.SIZE;
        if (at + FrameSlot.SIZE <= head.limit()) {
            return head.position(at);
        }
        int before = index == 0 ? 0 : FrameSlot.SIZE;
        ByteBuffer slots = segment.readUpTo(header.offset() + at - before, before + FrameSlot.SIZE);
        if (slots.limit() < before + FrameSlot.SIZE) {
            throw Frame.damaged(header.firstId() + index, segment, header.offset());
        }
        return slots.position(before);
    }

    private static byte @Nullable [] bytes(SegmentFile segment, FrameHeader header, ByteBuffer head, int start, int end)
            throws IOException {
        int table = header.count() * FrameSlot.SIZE;
        if (start > end || end > header.rawLength() - table) {
            return null;
        }
        long from = (long) FrameHeader.SIZE + table + start;
        if (from + end - start <= head.limit()) {
            int at = head.arrayOffset() + (int) from;
            return Arrays.copyOfRange(head.array(), at, at + end - start);
        }
        return segment.read(header.offset() + from, end - start);
    }

    /**
     * Reads the whole frame that contains an entry.
     *
     * @param hint the frame's number in the index
     * @return the frame, or null if there is no valid one
     */
    @Nullable
    Frame frame(SegmentFile segment, FrameIndex index, int hint, long id) throws IOException {
        long offset = index.offset(hint);
        Frame cached = cache.get(segment, offset);
        if (cached != null && cached.holds(id)) {
            return cached;
        }
        long span = index.endOf(hint) - offset;
        ByteBuffer head = segment.readUpTo(offset, clamp(span <= MEDIUM ? span : FrameHeader.SIZE, MEDIUM));
        FrameHeader header = header(segment, head, offset, index.end(), id);
        return header == null ? null : frame(segment, header, head);
    }

    /**
     * Searches a part of a segment for the first entry with a time at or after the given one. Reads a header for each step
     * of the search, and at most one payload. A frame with a damaged header is skipped, unless it is the one with the entry.
     *
     * @return the id of the entry, or -1 if all entries are earlier
     */
    long firstAt(SegmentFile segment, FrameIndex index, long time) throws IOException {
        int low = 0;
        int high = index.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int readable = middle;
            FrameHeader header = header(segment, index, readable);
            while (header == null && readable + 1 < high) {
                readable++;
                header = header(segment, index, readable);
            }
            if (header == null || header.time() >= time) {
                high = middle;
            } else {
                low = readable + 1;
            }
        }
        if (low == index.count()) {
            return -1;
        }
        FrameHeader found = header(segment, index, low);
        if (found != null && (found.count() == 1 || (found.isCompressed() && !found.isTimed()))) {
            return found.firstId();
        }
        Frame frame = frame(segment, index, low, index.firstId(low));
        if (frame == null) {
            throw noFrame(segment, index.firstId(low), index.offset(low));
        }
        return frame.firstAt(time);
    }

    private static @Nullable FrameHeader header(SegmentFile segment, FrameIndex index, int hint) throws IOException {
        FrameHeader header = segment.header(index.offset(hint), index.end());
        return header != null && header.holds(index.firstId(hint)) ? header : null;
    }

    /** Describes damage of the frame that should have an entry. */
    static ChecksumMismatchException noFrame(SegmentFile segment, long id, long offset) {
        return segment.damage(
                "No valid frame has entry " + id + " (" + segment.at(offset)
                        + " or behind it). Other entries can still be read. To recover this one, restore the file from a copy",
                offset,
                id);
    }

    private static int clamp(long length, int most) {
        return (int) Math.max(FrameHeader.SIZE, Math.min(most, length));
    }

    private static @Nullable FrameHeader header(
            SegmentFile segment, ByteBuffer head, long offset, long limit, long id) {
        FrameHeader header = head.limit() < FrameHeader.SIZE ? null : segment.header(head, 0, offset, limit);
        return header != null && header.holds(id) ? header : null;
    }

    private Frame frame(SegmentFile segment, FrameHeader header, ByteBuffer head) throws IOException {
        Frame frame;
        if (FrameHeader.SIZE + header.storedLength() <= head.limit()) {
            frame = decode(segment, header, head.array(), head.arrayOffset() + FrameHeader.SIZE);
        } else {
            byte[] payload = segment.read(header.payloadOffset(), header.storedLength());
            if (payload == null) {
                throw Frame.damaged(header.firstId(), segment, header.offset());
            }
            frame = decode(segment, header, payload, 0);
        }
        cache.put(segment, header.offset(), frame);
        return frame;
    }

    /** Returns a frame whose bytes are in memory. A compressed frame may come from the cache. */
    Frame inMemory(SegmentFile segment, FrameHeader header, byte[] bytes, int payloadAt) {
        if (!header.isCompressed()) {
            return decode(segment, header, bytes, payloadAt);
        }
        Frame cached = cache.get(segment, header.offset());
        if (cached != null) {
            return cached;
        }
        Frame frame = decode(segment, header, bytes, payloadAt);
        cache.put(segment, header.offset(), frame);
        return frame;
    }

    private static Frame decode(SegmentFile segment, FrameHeader header, byte[] bytes, int at) {
        boolean whole = Crc32c.of(bytes, at, header.storedLength()) == header.payloadCrc();
        if (!header.isCompressed()) {
            return new Frame(segment, header, bytes, at, whole);
        }
        if (!whole) {
            throw damaged(segment, header);
        }
        int stored = header.storedLength();
        RawBlock block = header.isTimed()
                ? CompressedBlock.decompressTimed(bytes, at, stored, header.rawLength(), header.count(), header.time())
                : CompressedBlock.decompress(bytes, at, stored, header.rawLength(), header.count());
        if (block == null) {
            throw damaged(segment, header);
        }
        return new Frame(segment, header, block);
    }

    private static ChecksumMismatchException damaged(SegmentFile segment, FrameHeader header) {
        return segment.damage(
                "Entries " + header.firstId() + " to " + (header.endId() - 1)
                        + " are damaged: their compressed frame does not match its checksum ("
                        + segment.at(header.offset())
                        + "). Other entries can still be read. To recover these, restore the file from a copy",
                header.offset(),
                header.firstId());
    }
}
