package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;

/**
 * A segment of the log whose records may be needed, and the name of its file.
 *
 * @param header its header
 * @param successor the base of the segment that follows, where the file's name tells; else 0
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

    /** The same segment under a name that tells what follows, unless its END does: then the next one simply follows. */
    LiveSegment followedBy(LogSegmentHeader next) {
        boolean ended = next.base() == header.limit() && next.previousEnd() == next.base();
        return ended ? this : new LiveSegment(header, next.base());
    }
}
