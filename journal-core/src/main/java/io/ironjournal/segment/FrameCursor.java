package io.ironjournal.segment;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames in sequence, many small ones by one read. Keeps no file open between calls. Used by one thread at a
 * time. A frame may be overwritten when the next one is requested.
 */
public final class FrameCursor {

    /** A cursor for callers that read one entry only. */
    static final int FIRST_READ = 1 << 15;

    /** Two packed frames with their headers and trailers, or more smaller ones. A larger frame is read alone. */
    static final int LARGER_READ = 2 * FrameEncoder.PACKED_LENGTH + (1 << 12);

    private final StreamSegments segments;

    /** Is returned again and again, because frames are small, and readers should create no garbage. */
    private final Frame frame = new Frame();

    private byte[] buffer = new byte[0];
    private @Nullable FrameRun run;

    FrameCursor(StreamSegments segments) {
        this.segments = segments;
    }

    public boolean reads(StreamSegments some) {
        return segments == some;
    }

    /** Works like {@link StreamSegments#frame}. Fast if the frame follows the previous one. */
    public Frame frame(long id) throws IOException {
        return frame(id, Long.MAX_VALUE);
    }

    /**
     * Works like {@link #frame(long)}.
     *
     * @param lastId no later entry is needed
     */
    public Frame frame(long id, long lastId) throws IOException {
        Frame next = loaded(id);
        if (next != null) {
            return next;
        }
        run = null;
        if (buffer.length < LARGER_READ && (buffer.length == 0 || lastId == Long.MAX_VALUE)) {
            buffer = new byte[buffer.length == 0 ? FIRST_READ : LARGER_READ];
        }
        FrameRun loaded = segments.run(id, lastId, buffer);
        run = loaded;
        next = loaded.next(id, frame);
        // The frame is too large for the buffer, or damaged.
        return next == null ? segments.frame(id) : next;
    }

    /** Returns the frame that contains an entry if the last read returned it, too, or null. */
    public @Nullable Frame loaded(long id) {
        return run == null ? null : run.next(id, frame);
    }
}
