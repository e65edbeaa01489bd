package io.ironjournal.segment;

import io.ironjournal.format.FrameHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Consecutive frames of a segment that one read returned. Used by one thread. */
final class FrameRun {

    private final SegmentFile segment;
    private final FrameReader reader;
    private final byte[] array;
    private final ByteBuffer bytes;
    private final long offset;
    private final long firstId;
    private int at;

    /**
     * Takes a part of a segment.
     *
     * @param array begins with a frame
     * @param length the number of valid bytes
     * @param offset the offset of these bytes in the file
     * @param firstId an id in the first frame
     */
    FrameRun(SegmentFile segment, FrameReader reader, byte[] array, int length, long offset, long firstId) {
        this.segment = segment;
        this.reader = reader;
        this.array = array;
        bytes = ByteBuffer.wrap(array, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        this.offset = offset;
        this.firstId = firstId;
    }

    /** Returns an id in the first frame. */
    long firstId() {
        return firstId;
    }

    /** Returns the next frame if it contains an entry and is complete, or null. */
    @Nullable
    Frame next(long id) {
        while (at + FrameHeader.SIZE <= bytes.limit()) {
            FrameHeader header = segment.header(bytes, at, offset + at, offset + bytes.limit());
            if (header == null || (header.isData() && !header.holds(id))) {
                return null;
            }
            int payload = at + FrameHeader.SIZE;
            at += header.length();
            if (header.isData()) {
                return reader.inMemory(segment, header, array, payload);
            }
        }
        return null;
    }
}
