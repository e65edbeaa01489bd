package io.ironjournal.segment;

import io.ironjournal.format.FrameHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a segment's frames from the first to the last. While the frames are small, one read returns many of
 * them, as {@link BackwardHeaders} does. Used by one thread.
 */
final class ForwardHeaders {

    private final SegmentFile segment;
    private @Nullable ByteBuffer window;

    /** The offset of the window in the file. */
    private long from;

    /** The length of the small frames in a row. */
    private long small;

    ForwardHeaders(SegmentFile segment) {
        this.segment = segment;
    }

    /**
     * Returns the header of the frame that begins at an offset, or null if there is none.
     *
     * @param limit the end of the readable part; a frame that extends beyond it is invalid
     */
    @Nullable
    FrameHeader at(long offset, long limit) throws IOException {
        ByteBuffer read = loaded(offset, limit);
        FrameHeader header = read == null ? null : segment.header(read, (int) (offset - from), offset, limit);
        small = header != null && header.length() <= BackwardHeaders.MAX_FRAME ? small + header.length() : 0;
        return header;
    }

    /** Returns bytes that have the header at an offset, or null if the readable part ends before. */
    private @Nullable ByteBuffer loaded(long offset, long limit) throws IOException {
        ByteBuffer read = window;
        if (read != null && offset >= from && offset + FrameHeader.SIZE <= from + read.limit()) {
            return read;
        }
        int length = Math.max(FrameHeader.SIZE, BackwardHeaders.windowAfter(small));
        if (limit - offset < FrameHeader.SIZE) {
            return null;
        }
        if (read == null || read.capacity() < length) {
            read = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        }
        segment.read(offset, read.clear().limit((int) Math.min(length, limit - offset)));
        window = read.flip();
        from = offset;
        return read.limit() < FrameHeader.SIZE ? null : read;
    }
}
