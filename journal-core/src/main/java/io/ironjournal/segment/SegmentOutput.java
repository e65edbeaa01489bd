package io.ironjournal.segment;

import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The buffer through which all segments are written, so that many small frames are one write. Used by one thread for
 * one file at a time: {@link #begin}, bytes, {@link #flush}.
 */
final class SegmentOutput {

    static final int CAPACITY = 1 << 18;

    private final byte[] bytes = new byte[CAPACITY];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private @Nullable WritableFile file;
    private long flushed;

    /** Starts to write to a file at an offset. Discards the bytes of an earlier use. */
    void begin(WritableFile target, long offset) {
        file = target;
        flushed = offset;
        buffer.clear();
    }

    /** Returns the offset of the next byte in the file. */
    long position() {
        return flushed + buffer.position();
    }

    /**
     * Returns the buffer with room for some bytes. The caller writes them at its position.
     *
     * @param bytes at most {@link #CAPACITY}
     */
    ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    /** Returns the array of the buffer, with the same positions. */
    byte[] array() {
        return bytes;
    }

    /** Writes bytes that are too large for the buffer. */
    void writeThrough(ByteBuffer large) throws IOException {
        flush();
        int length = large.remaining();
        target().write(flushed, large);
        flushed += length;
    }

    /** Writes the buffer to the operating system. */
    void flush() throws IOException {
        int length = buffer.position();
        if (length > 0) {
            target().write(flushed, buffer.flip());
            flushed += length;
            buffer.clear();
        }
    }

    private WritableFile target() {
        return Objects.requireNonNull(file, "begin");
    }
}
