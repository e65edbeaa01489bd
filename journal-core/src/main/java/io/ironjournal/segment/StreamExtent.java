package io.ironjournal.segment;

import java.util.Arrays;
import java.util.List;

/** The part of a stream's segments that readers can see: the segments, and the end of the last one. Immutable. */
final class StreamExtent {

    private static final long[] NONE = {};

    private final long[] segments;
    private final long end;
    private final long nextId;

    private StreamExtent(long[] segments, long end, long nextId) {
        this.segments = segments;
        this.end = end;
        this.nextId = nextId;
    }

    /** Returns an extent without entries and segments. The first entry will have this id. */
    static StreamExtent empty(long nextId) {
        return new StreamExtent(NONE, 0, nextId);
    }

    /**
     * Describes an existing stream.
     *
     * @param segments the first ids of the segments, ascending; must not be changed later
     * @param end the end of the last frame in the last segment
     * @param nextId the id behind the last entry
     */
    static StreamExtent of(long[] segments, long end, long nextId) {
        return new StreamExtent(segments, end, nextId);
    }

    /** Returns this extent after an append. */
    StreamExtent grown(List<Long> created, long newEnd, long newNextId) {
        long[] more = segments;
        if (!created.isEmpty()) {
            more = Arrays.copyOf(segments, segments.length + created.size());
            for (int i = 0; i < created.size(); i++) {
                more[segments.length + i] = created.get(i);
            }
        }
        return new StreamExtent(more, newEnd, newNextId);
    }

    /** Returns this extent with a higher next id. The entries between are lost. */
    StreamExtent goingOnAt(long newNextId) {
        return new StreamExtent(segments, end, newNextId);
    }

    /** Returns this extent without the segments before the given one. */
    StreamExtent from(long segment) {
        int i = Arrays.binarySearch(segments, segment);
        if (i < 0) {
            throw new IllegalArgumentException("No segment begins at id " + segment);
        }
        return new StreamExtent(Arrays.copyOfRange(segments, i, segments.length), end, nextId);
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
