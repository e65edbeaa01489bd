package io.ironjournal.segment;

import io.ironjournal.format.FrameHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a segment's frames from the first to the last. While the frames are small, one read returns many of
 * them. Used by one thread.
 */
final class ForwardHeaders {

    private static final int WINDOW = BackwardHeaders.WINDOW;

    private final SegmentFile segment;
    private @Nullable ByteBuffer window;

    /** The offset of the window in the file. */
    private long from;

    /** The number of small frames in a row. */
    private int small;

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
        FrameHeader header = read == null
                ? segment.header(offset, limit)
                : segment.header(read, (int) (offset - from), offset, limit);
        small = header != null && header.length() <= BackwardHeaders.MAX_FRAME ? small + 1 : 0;
        return header;
    }

    /** Returns a window that has a whole header at an offset, or null if none is worth its reading. */
    private @Nullable ByteBuffer loaded(long offset, long limit) throws IOException {
        ByteBuffer read = window;
        if (read != null && offset >= from && offset + FrameHeader.SIZE <= from + read.limit()) {
            return read;
        }
        if (small < BackwardHeaders.FEW || limit - offset < FrameHeader.SIZE) {
            return null;
        }
        if (read == null) {
            read = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
        }
        segment.read(offset, read.clear().limit((int) Math.min(WINDOW, limit - offset)));
        window = read.flip();
        from = offset;
        return read.limit() < FrameHeader.SIZE ? null : read;
    }
}
