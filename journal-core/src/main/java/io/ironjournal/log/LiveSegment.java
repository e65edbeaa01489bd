package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import org.jspecify.annotations.Nullable;

/**
 * A segment of the log whose records may be needed.
 *
 * @param header its header
 * @param successor the base of the next segment if the name of the file contains it; otherwise 0
 */
record LiveSegment(LogSegmentHeader header, long successor) {

    LiveSegment(LogSegmentHeader header) {
        this(header, 0);
    }

    long base() {
        return header.base();
    }

    String path() {
        return successor == 0 ? LogFiles.live(base()) : LogFiles.followed(base(), successor);
    }

    /** Returns this segment with a name that contains its successor. The name does not change when the END names it. */
    LiveSegment followedBy(LogSegmentHeader next) {
        boolean ended = next.base() == header.limit() && next.previousEnd() == next.base();
        return ended ? this : new LiveSegment(header, next.base());
    }

    /** Compares the bases, which are unique in a log, and the successors. */
    @Override
    public boolean equals(@Nullable Object other) {
        // The JVM would generate the method of a record when it is first called, and each opening of a journal would
        // wait
        // 20 ms for that.
        return other instanceof LiveSegment segment && segment.base() == base() && segment.successor == successor;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(base());
    }
}
