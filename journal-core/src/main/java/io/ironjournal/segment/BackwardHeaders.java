package io.ironjournal.segment;

import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a segment's frames from the last to the first, along their trailers. While the frames are small,
 * one read returns many of them: it is twice as long as the small frames in a row so far. So a few small frames before
 * each large one cost little, although most of a window is the large frame then. Used by one thread.
 */
final class BackwardHeaders {

    /** The maximum length of a window. */
    static final int WINDOW = 1 << 16;

    /** The maximum length of a small frame. A window has several of them. */
    static final int MAX_FRAME = WINDOW / 8;

    private final SegmentFile segment;
    private @Nullable ByteBuffer window;

    /** The offset of the window in the file. */
    private long from;

    /** The length of the small frames in a row. */
    private long small;

    BackwardHeaders(SegmentFile segment) {
        this.segment = segment;
    }

    /** Returns the length of the next window. */
    static int windowAfter(long small) {
        return (int) Math.min(WINDOW, 2 * small);
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
        if (offset < SegmentHeader.SIZE || offset + FrameHeader.SIZE > end) {
            return null;
        }
        ByteBuffer begin = bytes(offset, offset + FrameHeader.SIZE);
        FrameHeader header = begin == null ? null : segment.header(begin, (int) (offset - from), offset, end);
        small = header != null && header.length() <= MAX_FRAME ? small + header.length() : 0;
        return header != null && header.end() == end ? header : null;
    }

    /** Returns bytes that have a range of the file, or null if the file ends before. */
    private @Nullable ByteBuffer bytes(long begin, long end) throws IOException {
        ByteBuffer read = window;
        if (read != null && begin >= from && end <= from + read.limit()) {
            return read;
        }
        // The trailer before a header is needed next.
        long wanted = Math.min(begin - FrameHeader.TRAILER_SIZE, end - windowAfter(small));
        from = Math.max(SegmentHeader.SIZE, wanted);
        int length = (int) (end - from);
        if (read == null || read.capacity() < length) {
            read = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
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
