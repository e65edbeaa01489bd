package io.ironjournal.segment;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames against their order, many small ones by one read. Keeps no file open between calls. Used by one thread
 * at a time. A frame may be overwritten when the next one is requested.
 */
public final class BackwardFrameCursor {

    private final StreamSegments segments;
    private byte[] buffer = new byte[0];

    /** The frames in the buffer that were not returned yet, in the order of their ids. */
    private final Deque<Frame> loaded = new ArrayDeque<>();

    BackwardFrameCursor(StreamSegments segments) {
        this.segments = segments;
    }

    public boolean reads(StreamSegments some) {
        return segments == some;
    }

    /** Works like {@link StreamSegments#frame}. Fast if the frame precedes the previous one. */
    public Frame frame(long id) throws IOException {
        Frame last = loaded.pollLast();
        if (last == null || !last.holds(id)) {
            load(id);
            last = loaded.pollLast();
        }
        // Otherwise the frame is too large for the buffer, or it or one before it is damaged.
        return last != null && last.holds(id) ? last : segments.frame(id);
    }

    private void load(long id) throws IOException {
        loaded.clear();
        if (buffer.length < FrameCursor.LARGER_READ) {
            buffer = new byte[buffer.length == 0 ? FrameCursor.FIRST_READ : FrameCursor.LARGER_READ];
        }
        FrameRun run = segments.runUpTo(id, buffer);
        @Nullable Frame next = run.next(run.firstId(), null);
        while (next != null) {
            loaded.addLast(next);
            next = run.next(next.endId(), null);
        }
    }
}
