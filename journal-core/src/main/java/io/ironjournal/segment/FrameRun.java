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

    /**
     * Skips frames up to the one that contains an entry. Returns it if it is complete, or null.
     *
     * @param reused is overwritten and returned if the frame is not compressed; null for a new object
     */
    @Nullable
    Frame next(long id, @Nullable Frame reused) {
        while (at + FrameHeader.SIZE <= bytes.limit()
                && segment.hasHeader(bytes, at, offset + at, offset + bytes.limit())) {
            int begin = at;
            boolean data = FrameHeader.isData(bytes, begin);
            if (data && id < FrameHeader.firstId(bytes, begin)) {
                return null;
            }
            at += lengthOf(begin);
            if (data && id - FrameHeader.firstId(bytes, begin) < FrameHeader.count(bytes, begin)) {
                return frame(begin, reused);
            }
        }
        return null;
    }

    private int lengthOf(int begin) {
        return FrameHeader.SIZE + FrameHeader.storedLength(bytes, begin) + FrameHeader.TRAILER_SIZE;
    }

    private Frame frame(int begin, @Nullable Frame reused) {
        if (!FrameHeader.isPlainData(bytes, begin)) {
            FrameHeader header = FrameHeader.read(bytes, begin, offset + begin);
            return reader.inMemory(segment, header, array, begin + FrameHeader.SIZE);
        }
        Frame frame = reused == null ? new Frame() : reused;
        frame.hold(segment, bytes, begin, offset + begin);
        return frame;
    }
}
