package io.ironjournal.segment;

import io.ironjournal.Compression;
import io.ironjournal.format.CompressedBlock;
import io.ironjournal.format.Crc32c;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.FrameSlot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Packs entries into frames, and writes the frames to a {@link SegmentOutput}. Used by one thread, for all streams. */
final class FrameEncoder {

    /** A frame has at most this much payload, but at least one entry. More compresses no better. */
    static final int PACKED_LENGTH = CompressedBlock.PACKED_LENGTH;

    /** The same without compression. An entry and its slot are so near that one read of the disk returns both. */
    static final int PLAIN_LENGTH = FrameIndex.SMALL - FrameHeader.SIZE - FrameHeader.TRAILER_SIZE;

    /** The size of a frame besides its payload. */
    static final int OVERHEAD = FrameHeader.SIZE + FrameHeader.TRAILER_SIZE;

    private final SegmentOutput out;
    private final int packedLength;
    private final FrameCompressor compressor;
    private final Crc32c crc = new Crc32c();

    FrameEncoder(SegmentOutput out, SegmentOptions options) {
        this.out = out;
        packedLength = options.compression() == Compression.NONE ? PLAIN_LENGTH : PACKED_LENGTH;
        compressor = new FrameCompressor(options);
    }

    /**
     * Returns the number of parts for the next frame: a large block alone, or several other parts. Their times differ by
     * no more than a slot can hold.
     */
    int packed(EntryBatch parts, int from) {
        if (parts.isLargeBlock(from)) {
            return 1;
        }
        int count = 1;
        long length = parts.frameLength(from);
        while (from + count < parts.count() && !parts.isLargeBlock(from + count)) {
            length += parts.frameLength(from + count);
            if (length > packedLength || !joins(parts, from, from + count)) {
                break;
            }
            count++;
        }
        return count;
    }

    private static boolean joins(EntryBatch parts, int first, int next) {
        long time = parts.time(next);
        return time >= parts.time(next - 1) && time - parts.time(first) <= FrameSlot.MAX_BEFORE;
    }

    /**
     * Returns the number of entries for a frame of limited size, at least one.
     *
     * @param to the end of the range of entries
     * @param bytes the space for payload that is left in the segment
     */
    static int fitting(EntryBatch entries, int from, int to, long bytes) {
        int next = from + 1;
        long length = entries.frameLength(from);
        while (next < to) {
            length += entries.frameLength(next);
            if (length > bytes) {
                break;
            }
            next++;
        }
        return next - from;
    }

    /** Writes one data frame with some of the entries. */
    void data(StreamFiles stream, long firstId, EntryBatch entries, int from, int to) throws IOException {
        long raw = (long) (to - from) * FrameSlot.SIZE + entries.length(from, to);
        if (raw > FrameHeader.MAX_RAW_LENGTH) {
            throw new IllegalArgumentException("Entry " + firstId + " has more than 1 GiB");
        }
        long rawBlock = FrameCompressor.rawLength(entries, from, to);
        ByteBuffer compressed =
                compressor.wants(rawBlock) ? compressor.compress(entries, from, to, (int) rawBlock) : null;
        if (compressed != null) {
            boolean timed = FrameCompressor.isTimed(entries, from, to);
            int block = compressor.rawLength();
            compressed(compressed, new Content(stream, firstId, to - from, block, timed, entries.time(to - 1)));
        } else if (raw + OVERHEAD <= SegmentOutput.CAPACITY) {
            small(stream, firstId, entries, from, to, (int) raw);
        } else {
            large(stream, firstId, entries, from, (int) raw);
        }
    }

    /** Writes a compressed block of a caller as one data frame. */
    void block(StreamFiles stream, long firstId, EntryBatch entries, int index) throws IOException {
        ByteBuffer stored = ByteBuffer.wrap(entries.array(index), entries.start(index), entries.length(index));
        compressed(
                stored,
                new Content(
                        stream,
                        firstId,
                        entries.blockCount(index),
                        entries.rawLength(index),
                        false,
                        entries.time(index)));
    }

    private void compressed(ByteBuffer stored, Content content) throws IOException {
        int length = stored.remaining();
        int payloadCrc = crc.compute(stored.array(), stored.arrayOffset() + stored.position(), length);
        if (length + OVERHEAD > SegmentOutput.CAPACITY) {
            writeLarge(header(content, length, payloadCrc), stored);
            return;
        }
        ByteBuffer buffer = out.room(length + OVERHEAD);
        buffer.put(buffer.position() + FrameHeader.SIZE, stored, stored.position(), length);
        enclose(buffer, header(content, length, payloadCrc));
    }

    /**
     * Writes an index frame.
     *
     * @param time the time of the last entry before it
     */
    void index(StreamFiles stream, long nextId, PendingIndex pending, boolean sealing, long time) throws IOException {
        int length = Long.BYTES + pending.count() * FrameHeader.INDEX_SLOT_SIZE;
        ByteBuffer buffer = out.room(length + OVERHEAD);
        int payload = buffer.position() + FrameHeader.SIZE;
        buffer.putLong(payload, pending.previousIndex());
        for (int i = 0; i < pending.count(); i++) {
            int slot = payload + Long.BYTES + i * FrameHeader.INDEX_SLOT_SIZE;
            buffer.putLong(slot, pending.firstId(i)).putLong(slot + Long.BYTES, pending.offset(i));
        }
        FrameHeader header = new FrameHeader(
                FrameHeader.INDEX,
                sealing ? FrameHeader.SEALING : 0,
                nextId,
                pending.count(),
                length,
                length,
                Crc32c.of(out.array(), payload, length),
                stream.generation(),
                stream.tag(),
                out.position(),
                time);
        enclose(buffer, header);
    }

    private void small(StreamFiles stream, long firstId, EntryBatch entries, int from, int to, int raw)
            throws IOException {
        ByteBuffer buffer = out.room(raw + OVERHEAD);
        int payload = buffer.position() + FrameHeader.SIZE;
        fill(buffer, payload, stream.tag(), firstId, entries, from, to);
        int payloadCrc = Crc32c.of(out.array(), payload, raw);
        enclose(
                buffer,
                header(new Content(stream, firstId, to - from, raw, false, entries.time(to - 1)), raw, payloadCrc));
    }

    /** Writes the table and the entries. */
    private void fill(ByteBuffer buffer, int payload, int tag, long firstId, EntryBatch entries, int from, int to) {
        int dataStart = payload + (to - from) * FrameSlot.SIZE;
        long last = entries.time(to - 1);
        int data = dataStart;
        int slot = payload;
        for (int i = from; i < to; i++) {
            int length = entries.length(i);
            System.arraycopy(entries.array(i), entries.start(i), out.array(), data, length);
            int entryCrc = crc.ofEntry(firstId + i - from, tag, entries.stamp(i), out.array(), data, length);
            data += length;
            int end = to - from == 1 ? 0 : data - dataStart;
            FrameSlot.put(buffer, slot, end, last, entries.stamp(i), entryCrc);
            slot += FrameSlot.SIZE;
        }
    }

    /** Writes header and trailer around a payload that is already in the buffer. */
    private static void enclose(ByteBuffer buffer, FrameHeader header) {
        int start = buffer.position();
        header.encode(buffer, start);
        int trailer = start + FrameHeader.SIZE + header.storedLength();
        header.encodeTrailer(buffer, trailer, buffer.getInt(start));
        buffer.position(trailer + FrameHeader.TRAILER_SIZE);
    }

    /** Writes a frame with one entry that is too large for the buffer, without a copy. */
    private void large(StreamFiles stream, long id, EntryBatch entries, int index, int raw) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(entries.array(index), entries.start(index), entries.length(index));
        int entryCrc =
                crc.ofEntry(id, stream.tag(), entries.stamp(index), bytes.array(), bytes.position(), bytes.remaining());
        ByteBuffer slot = ByteBuffer.allocate(FrameSlot.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        FrameSlot.put(slot, 0, 0, entries.time(index), entries.stamp(index), entryCrc);
        crc.reset();
        crc.update(slot);
        crc.update(bytes);
        writeLarge(header(new Content(stream, id, 1, raw, false, entries.time(index)), raw, crc.value()), slot, bytes);
    }

    private void writeLarge(FrameHeader header, ByteBuffer... payload) throws IOException {
        ByteBuffer buffer = out.room(FrameHeader.SIZE);
        int start = buffer.position();
        header.encode(buffer, start);
        int headerCrc = buffer.getInt(start);
        buffer.position(start + FrameHeader.SIZE);
        for (ByteBuffer part : payload) {
            out.writeThrough(part);
        }
        buffer = out.room(FrameHeader.TRAILER_SIZE);
        header.encodeTrailer(buffer, buffer.position(), headerCrc);
        buffer.position(buffer.position() + FrameHeader.TRAILER_SIZE);
    }

    /**
     * What a data frame holds.
     *
     * @param timed whether a compressed block begins with times
     * @param time the time of the last entry
     */
    private record Content(StreamFiles stream, long firstId, int count, int raw, boolean timed, long time) {}

    private FrameHeader header(Content content, int stored, int payloadCrc) {
        int flags = (stored < content.raw ? FrameHeader.COMPRESSED : 0) | (content.timed ? FrameHeader.TIMED : 0);
        return new FrameHeader(
                FrameHeader.DATA,
                (byte) flags,
                content.firstId,
                content.count,
                stored,
                content.raw,
                payloadCrc,
                content.stream.generation(),
                content.stream.tag(),
                out.position(),
                content.time);
    }
}
