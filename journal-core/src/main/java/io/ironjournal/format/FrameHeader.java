package io.ironjournal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The first 56 bytes of a frame. The payload follows, then a trailer.
 *
 * <pre>
 *   0  4  CRC32C of the 52 bytes that follow
 *   4  1  kind: 1 data, 2 index
 *   5  1  flags: 1 payload is a {@link CompressedBlock} (data), 2 last frame of a sealed segment (index),
 *         4 the raw block begins with {@link TimeGaps} (compressed data)
 *   6  2  zeros
 *   8  8  first id: of the first entry (data), or the id that comes next (index)
 *  16  4  count: of entries (data), or of frames listed (index)
 *  20  4  stored length of the payload
 *  24  4  raw length of the payload, before compression
 *  28  4  CRC32C of the payload as stored
 *  32  8  generation of the stream
 *  40  4  stream tag
 *  44  4  offset of this frame in its file
 *  48  8  time of its last entry (data), or of the last entry before it (index), in microseconds since 1970 UTC
 *
 *  trailer, behind the payload:
 *   0  4  length of header, payload and trailer
 *   4  4  CRC32C of the header, as in its first field
 * </pre>
 *
 * <p>Stream, generation and offset identify the place of a frame. So the content of an entry, or bytes that a crash
 * left, are never taken for a frame.
 *
 * @param kind the kind of payload
 * @param flags {@link #COMPRESSED}, {@link #SEALING}, {@link #TIMED}
 * @param firstId id of the first entry, or of the next one for an index
 * @param count number of entries, or of frames for an index
 * @param storedLength size of the payload in the file, in bytes
 * @param rawLength size of the payload before compression, in bytes
 * @param payloadCrc checksum of the payload as stored
 * @param generation the generation of the stream
 * @param streamTag checksum of the stream's name
 * @param offset position of the frame in its file
 * @param time time of the last entry, see {@link EntryTime}
 */
public record FrameHeader(
        byte kind,
        byte flags,
        long firstId,
        int count,
        int storedLength,
        int rawLength,
        int payloadCrc,
        long generation,
        int streamTag,
        long offset,
        long time) {

    public static final int SIZE = 56;
    public static final int TRAILER_SIZE = 8;

    public static final byte DATA = 1;
    public static final byte INDEX = 2;

    public static final byte COMPRESSED = 1;
    public static final byte SEALING = 2;
    public static final byte TIMED = 4;

    /** Size of an item in an index frame: first id and offset of a frame. */
    public static final int INDEX_SLOT_SIZE = 16;

    /** Limit of the payload: the largest entry has 1 GiB besides its headers, and a frame of its own. */
    public static final int MAX_RAW_LENGTH = (1 << 30) + StoredEntry.MAX_HEADERS + FrameSlot.SIZE;

    /** The position of the frame's offset in a header. */
    public static final int OFFSET_FIELD = 44;

    private static final int TIME_FIELD = 48;

    private static final long OFFSET_MASK = 0xffff_ffffL;

    public boolean isData() {
        return kind == DATA;
    }

    public boolean isCompressed() {
        return (flags & COMPRESSED) != 0;
    }

    /** Returns whether a compressed payload has different times. Otherwise all its entries have the frame's time. */
    public boolean isTimed() {
        return (flags & TIMED) != 0;
    }

    public boolean isSealing() {
        return (flags & SEALING) != 0;
    }

    /** Returns the id behind the last entry of this frame. */
    public long endId() {
        return isData() ? firstId + count : firstId;
    }

    public boolean holds(long id) {
        return isData() && id >= firstId && id < firstId + count;
    }

    /** Returns the size of the frame with header and trailer, in bytes. */
    public int length() {
        return SIZE + storedLength + TRAILER_SIZE;
    }

    public long payloadOffset() {
        return offset + SIZE;
    }

    /** Returns the offset of the next frame. */
    public long end() {
        return offset + length();
    }

    /** Writes the header at a position of a little-endian buffer, whose own position does not change. */
    public void encode(ByteBuffer out, int at) {
        out.put(at + 4, kind).put(at + 5, flags).putShort(at + 6, (short) 0);
        out.putLong(at + 8, firstId).putInt(at + 16, count);
        out.putInt(at + 20, storedLength).putInt(at + 24, rawLength).putInt(at + 28, payloadCrc);
        out.putLong(at + 32, generation).putInt(at + 40, streamTag).putInt(at + OFFSET_FIELD, (int) offset);
        out.putLong(at + TIME_FIELD, time);
        out.putInt(at, Crc32c.of(out.array(), out.arrayOffset() + at + 4, SIZE - 4));
    }

    /** Writes the trailer behind the payload. */
    public void encodeTrailer(ByteBuffer out, int trailerAt, int headerCrc) {
        out.putInt(trailerAt, length()).putInt(trailerAt + 4, headerCrc);
    }

    /**
     * Reads a header.
     *
     * @param in a little-endian buffer backed by an array
     * @param at position of the complete header in the buffer
     * @param offset position of the header in its file
     * @return null when there is no header that was written for this place, or when it is inconsistent
     */
    public static @Nullable FrameHeader decode(ByteBuffer in, int at, long offset) {
        return isValid(in, at, offset) ? read(in, at, offset) : null;
    }

    /** Reads a header that {@linkplain #isValid is valid}. */
    public static FrameHeader read(ByteBuffer in, int at, long offset) {
        return new FrameHeader(
                in.get(at + 4),
                in.get(at + 5),
                firstId(in, at),
                count(in, at),
                storedLength(in, at),
                in.getInt(at + 24),
                payloadCrc(in, at),
                generation(in, at),
                streamTag(in, at),
                offset,
                time(in, at));
    }

    /** Returns whether there is a header that was written for this place, and is consistent. Takes what decode takes. */
    public static boolean isValid(ByteBuffer in, int at, long offset) {
        assert in.order() == ByteOrder.LITTLE_ENDIAN;
        return in.getInt(at) == Crc32c.of(in.array(), in.arrayOffset() + at + 4, SIZE - 4)
                && in.getShort(at + 6) == 0
                && (in.getInt(at + OFFSET_FIELD) & OFFSET_MASK) == (offset & OFFSET_MASK)
                && isConsistent(in, at);
    }

    private static boolean isConsistent(ByteBuffer in, int at) {
        int stored = storedLength(in, at);
        int raw = in.getInt(at + 24);
        int count = count(in, at);
        long firstId = firstId(in, at);
        if (stored < 0
                || raw < 0
                || raw > MAX_RAW_LENGTH
                || count < 0
                || firstId < 0
                || time(in, at) < 0
                || firstId > Long.MAX_VALUE - count) {
            return false;
        }
        byte flags = in.get(at + 5);
        if (!isData(in, at)) {
            return in.get(at + 4) == INDEX
                    && (flags & ~SEALING) == 0
                    && stored == raw
                    && raw == Long.BYTES + (long) count * INDEX_SLOT_SIZE;
        }
        if ((flags & COMPRESSED) != 0) {
            return (flags & ~(COMPRESSED | TIMED)) == 0 && CompressedBlock.isPlausible(count, stored, raw);
        }
        return flags == 0
                && count > 0
                && stored == raw
                && (long) count * FrameSlot.SIZE <= raw
                && (count == 1 || raw <= FrameSlot.MAX_PACKED_LENGTH);
    }

    // The fields of a header in a buffer, for readers that create no object for each frame.

    public static boolean isData(ByteBuffer in, int at) {
        return in.get(at + 4) == DATA;
    }

    public static boolean isPlainData(ByteBuffer in, int at) {
        return isData(in, at) && in.get(at + 5) == 0;
    }

    public static long firstId(ByteBuffer in, int at) {
        return in.getLong(at + 8);
    }

    public static int count(ByteBuffer in, int at) {
        return in.getInt(at + 16);
    }

    public static int storedLength(ByteBuffer in, int at) {
        return in.getInt(at + 20);
    }

    public static int payloadCrc(ByteBuffer in, int at) {
        return in.getInt(at + 28);
    }

    public static long generation(ByteBuffer in, int at) {
        return in.getLong(at + 32);
    }

    public static int streamTag(ByteBuffer in, int at) {
        return in.getInt(at + 40);
    }

    public static long time(ByteBuffer in, int at) {
        return in.getLong(at + TIME_FIELD);
    }
}
