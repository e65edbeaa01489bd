package io.ironjournal.segment;

import io.ironjournal.format.EntryTime;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The part of a stream's segments that readers can see: the segments, and the end of the last one. Immutable. */
final class StreamExtent {

    private static final long[] NONE = {};

    private final long[] segments;
    private final long end;
    private final long nextId;
    private final long lastTime;

    private StreamExtent(long[] segments, long end, long nextId, long lastTime) {
        this.segments = segments;
        this.end = end;
        this.nextId = nextId;
        this.lastTime = lastTime;
    }

    /** Returns an extent without entries and segments. The first entry will have this id. */
    static StreamExtent empty(long nextId) {
        return new StreamExtent(NONE, 0, nextId, EntryTime.NONE);
    }

    /**
     * Describes an existing stream.
     *
     * @param segments the first ids of the segments, ascending; must not be changed later
     * @param end the end of the last frame in the last segment
     * @param nextId the id behind the last entry
     * @param lastTime the time of the last entry
     */
    static StreamExtent of(long[] segments, long end, long nextId, long lastTime) {
        return new StreamExtent(segments, end, nextId, lastTime);
    }

    /** Returns this extent after an append. */
    StreamExtent grown(List<Long> created, long newEnd, long newNextId, long newLastTime) {
        long[] more = segments;
        if (!created.isEmpty()) {
            more = Arrays.copyOf(segments, segments.length + created.size());
            for (int i = 0; i < created.size(); i++) {
                more[segments.length + i] = created.get(i);
            }
        }
        return new StreamExtent(more, newEnd, newNextId, newLastTime);
    }

    /** Returns this extent with a higher next id. The entries between are lost. */
    StreamExtent goingOnAt(long newNextId) {
        return new StreamExtent(segments, end, newNextId, lastTime);
    }

    /** Returns this extent without the segments before the given one. */
    StreamExtent from(long segment) {
        int i = Arrays.binarySearch(segments, segment);
        if (i < 0) {
            throw new IllegalArgumentException("No segment begins at id " + segment);
        }
        return new StreamExtent(Arrays.copyOfRange(segments, i, segments.length), end, nextId, lastTime);
    }

    /** Returns this extent with older segments before it. */
    StreamExtent behind(long[] older) {
        long[] all = Arrays.copyOf(older, older.length + segments.length);
        System.arraycopy(segments, 0, all, older.length, segments.length);
        return new StreamExtent(all, end, nextId, lastTime);
    }

    /** Returns the segments that begin below an id, oldest first. */
    long[] segmentsBelow(long id) {
        return Arrays.copyOf(segments, StreamFiles.below(segments, id));
    }

    /** Returns the first id of the oldest segment that must stay if everything below an id is not needed. */
    long truncationPoint(long safeId) {
        return safeId <= firstId() || segments.length == 0 ? firstId() : segmentOf(safeId);
    }

    long firstId() {
        return segments.length == 0 ? nextId : segments[0];
    }

    long nextId() {
        return nextId;
    }

    /** Returns the time of the last entry. */
    long lastTime() {
        return lastTime;
    }

    /** Reads the time of the last entry before a segment. */
    interface TimeBefore {
        long of(long segment) throws IOException;
    }

    /** Returns the oldest segment that may have an entry at or after a time. Its last entry is not before the time. */
    long segmentAt(long time, TimeBefore timeBefore) throws IOException {
        int low = 0;
        int high = segments.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timeBefore.of(segments[middle + 1]) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return segments[low];
    }

    /** Returns the id behind the last entry of a segment. */
    long endOf(long segment) {
        int next = Arrays.binarySearch(segments, segment) + 1;
        return next < segments.length ? segments[next] : nextId;
    }

    boolean holds(long id) {
        return id >= firstId() && id < nextId;
    }

    /** Returns the first id of the segment that must contain an id, which is at least {@link #firstId}. */
    long segmentOf(long id) {
        int i = Arrays.binarySearch(segments, id);
        return segments[i >= 0 ? i : -i - 2];
    }

    boolean hasSegments() {
        return segments.length > 0;
    }

    long lastSegment() {
        return segments[segments.length - 1];
    }

    /** Returns the offset up to which a segment may be read: no limit, except in the last one. */
    long limitOf(long segment) {
        return segment == segments[segments.length - 1] ? end : Long.MAX_VALUE;
    }
}
