package io.ironjournal.segment;

import java.util.Arrays;
import java.util.List;

/** What readers may see of a stream's segments: which there are, and where the last one ends. Immutable. */
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

    /** No entries, and no segment either, until the one with this id comes. */
    static StreamExtent empty(long nextId) {
        return new StreamExtent(NONE, 0, nextId);
    }

    /**
     * Describes a stream that is there.
     *
     * @param segments first ids of the segments, ascending; not to be changed any more
     * @param end where the last frame of the last segment ends
     * @param nextId the id behind its last entry
     */
    static StreamExtent of(long[] segments, long end, long nextId) {
        return new StreamExtent(segments, end, nextId);
    }

    /** This extent after something was appended. */
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

    /** This extent with a higher next id: the entries between are lost. */
    StreamExtent goingOnAt(long newNextId) {
        return new StreamExtent(segments, end, newNextId);
    }

    /** This extent without the segments below one, which stays. */
    StreamExtent from(long segment) {
        int i = Arrays.binarySearch(segments, segment);
        if (i < 0) {
            throw new IllegalArgumentException("No segment begins at id " + segment);
        }
        return new StreamExtent(Arrays.copyOfRange(segments, i, segments.length), end, nextId);
    }

    /** The segments that begin below an id, oldest first. */
    long[] segmentsBelow(long id) {
        return Arrays.copyOf(segments, StreamFiles.below(segments, id));
    }

    /** First id of the oldest segment that has to stay when everything below an id may go. */
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

    /** The segment that an id from {@link #firstId} on must be in, by its first id. */
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

    /** Up to where a segment may be read: the whole file unless it is the last one. */
    long limitOf(long segment) {
        return segment == segments[segments.length - 1] ? end : Long.MAX_VALUE;
    }
}
