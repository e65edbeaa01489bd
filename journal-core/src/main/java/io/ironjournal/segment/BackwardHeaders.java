package io.ironjournal.segment;

import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a segment's frames from the last to the first, along their trailers. While the frames are small,
 * one read returns many of them. Used by one thread.
 */
final class BackwardHeaders {

    static final int WINDOW = 1 << 16;

    /** A window is read only if it probably has several frames. */
    static final int MAX_FRAME = WINDOW / 8;

    /** The number of small frames in a row after which a window is read. */
    static final int FEW = 3;

    private final SegmentFile segment;
    private @Nullable ByteBuffer window;

    /** The offset of the window in the file. */
    private long from;

    /** The number of small frames in a row. A large one among them would make a window useless. */
    private int small;

    BackwardHeaders(SegmentFile segment) {
        this.segment = segment;
    }

    /** Returns the header of the frame that ends at an offset, or null if none does. */
    @Nullable
    FrameHeader before(long end) throws IOException {
        long trailerAt = end - FrameHeader.TRAILER_SIZE;
        if (trailerAt < SegmentHeader.SIZE) {
            return null;
        }
        ByteBuffer trailer = bytes(trailerAt, end);
        if (trailer == null) {
            return null;
        }
        int length = trailer.getInt((int) (trailerAt - from));
        long offset = end - Integer.toUnsignedLong(length);
        if (offset < SegmentHeader.SIZE) {
            return null;
        }
        FrameHeader header = header(offset, end);
        small = header != null && header.length() <= MAX_FRAME ? small + 1 : 0;
        return header != null && header.end() == end ? header : null;
    }

    private @Nullable FrameHeader header(long offset, long end) throws IOException {
        ByteBuffer read = window;
        return read != null && offset >= from && offset + FrameHeader.SIZE <= from + read.limit()
                ? segment.header(read, (int) (offset - from), offset, end)
                : segment.header(offset, end);
    }

    /** Returns bytes that have a range of the file, or null if the file ends before. */
    private @Nullable ByteBuffer bytes(long begin, long end) throws IOException {
        ByteBuffer read = window;
        if (read != null && begin >= from && end <= from + read.limit()) {
            return read;
        }
        from = small >= FEW ? Math.max(SegmentHeader.SIZE, end - WINDOW) : begin;
        int length = (int) (end - from);
        if (read == null || read.capacity() < length) {
            read = ByteBuffer.allocate(small >= FEW ? WINDOW : length).order(ByteOrder.LITTLE_ENDIAN);
        }
        window = read.clear().limit(length);
        segment.read(from, window);
        if (window.hasRemaining()) {
            window = null;
            return null;
        }
        return window;
    }
}
