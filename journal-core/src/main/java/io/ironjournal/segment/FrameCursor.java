package io.ironjournal.segment;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames one after the other, many small ones at once. Holds no file open between calls. Used by one thread at a
 * time.
 */
public final class FrameCursor {

    private static final int FIRST_READ = 1 << 15;
    private static final int LARGEST_READ = 1 << 18;

    private final StreamSegments segments;
    private @Nullable FrameRun run;
    private int length = FIRST_READ;

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
        FrameRun loaded = segments.run(id, length);
        length = Math.min(LARGEST_READ, length * 2);
        run = loaded;
        next = loaded.next(id);
        // Too large to be read with others, or damaged.
        return next == null ? segments.frame(id) : next;
    }
}
