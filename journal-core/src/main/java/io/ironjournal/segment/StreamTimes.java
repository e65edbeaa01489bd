package io.ironjournal.segment;

import io.ironjournal.TruncatedException;
import java.io.IOException;

/** Searches the segments of a stream by the times of their entries. */
public final class StreamTimes {

    private interface Search {
        long in(StreamExtent extent) throws IOException;
    }

    private StreamTimes() {}

    /**
     * Returns the id of the first entry with a time at or after the given one, or {@link StreamSegments#nextId}. Reads a
     * header for each step of a binary search over segments and over frames, the index of one segment, and at most one
     * frame.
     */
    public static long firstIdAt(StreamSegments stream, long time) throws IOException {
        return search(stream, extent -> firstIdAt(stream, extent, time));
    }

    /**
     * Returns the first id of the oldest segment that may have an entry at or after a time. The entries of all segments
     * before are older. Reads a header for each step of a binary search over segments.
     */
    public static long firstSegmentAt(StreamSegments stream, long time) throws IOException {
        return search(stream, extent -> extent.hasSegments() ? segmentAt(stream, extent, time) : extent.firstId());
    }

    private static long search(StreamSegments stream, Search search) throws IOException {
        while (true) {
            try {
                return search.in(stream.extent());
            } catch (TruncatedException e) {
                // The next attempt begins at the new first id.
            }
        }
    }

    private static long firstIdAt(StreamSegments stream, StreamExtent now, long time) throws IOException {
        if (!now.hasSegments() || now.lastTime() < time) {
            return now.nextId();
        }
        long segment = segmentAt(stream, now, time);
        long end = now.endOf(segment);
        long found = stream.read(now, segment, (opened, id, limit) -> opened.firstAt(time, end - 1, limit));
        // After a recorded loss, the entry may be missing. Those behind it are at or after the time, too.
        return found < 0 ? end : found;
    }

    private static long segmentAt(StreamSegments stream, StreamExtent now, long time) throws IOException {
        return now.segmentAt(time, next -> stream.read(now, next, (opened, id, limit) -> opened.timeBefore()));
    }
}
