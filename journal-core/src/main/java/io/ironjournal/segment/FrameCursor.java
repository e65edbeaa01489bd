package io.ironjournal.segment;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames one after the other, many small ones at once. Holds no file open between calls. Used by one thread at a
 * time, which is done with a frame when it asks for the next: it may be in the same place.
 */
public final class FrameCursor {

    /** For those who want one entry. */
    private static final int FIRST_READ = 1 << 15;

    /** Two packed frames with what is around them, or more smaller ones. What does not fit is read alone. */
    private static final int LARGER_READ = 2 * FrameEncoder.PACKED_LENGTH + (1 << 12);

    private final StreamSegments segments;
    private byte[] buffer = new byte[0];
    private @Nullable FrameRun run;

    FrameCursor(StreamSegments segments) {
        this.segments = segments;
    }

    public boolean reads(StreamSegments some) {
        return segments == some;
    }

    /** As {@link StreamSegments#frame}; quick when it is the frame that follows the one before. */
    public Frame frame(long id) throws IOException {
        Frame next = run == null ? null : run.next(id);
        if (next != null) {
            return next;
        }
        run = null;
        if (buffer.length < LARGER_READ) {
            buffer = new byte[buffer.length == 0 ? FIRST_READ : LARGER_READ];
        }
        FrameRun loaded = segments.run(id, buffer);
        run = loaded;
        next = loaded.next(id);
        // Too large to be read with others, or damaged.
        return next == null ? segments.frame(id) : next;
    }
}
