package io.ironjournal.log;

import io.ironjournal.format.RecordHeader;
import io.ironjournal.io.NoSpaceException;
import java.io.IOException;

/**
 * The space of the log: makes sure that a record fits before it is written, and keeps room for outcomes of prepared
 * branches and for marks, which must not fail on a full disk.
 */
final class LogSpace {

    private final PreparedSegments segments;
    private final ActiveSegment active;
    private final int bufferSize;
    private final long markRoom;

    /** Room for outcomes of prepared branches. */
    private long outcomeRoom;

    LogSpace(PreparedSegments segments, ActiveSegment active, int bufferSize) {
        this.segments = segments;
        this.active = active;
        this.bufferSize = bufferSize;
        this.markRoom = Math.min(64 << 10, active.header().size() / 4);
    }

    void keep(int contentLength) {
        outcomeRoom += RecordHeader.footprint(contentLength) + RecordHeader.SIZE;
    }

    void release(int contentLength) {
        outcomeRoom -= RecordHeader.footprint(contentLength) + RecordHeader.SIZE;
    }

    /**
     * Prepares as many segments as a record needs.
     *
     * @param urgent whether the record may use the room that is kept
     * @param room what is left in the active segment
     * @throws NoSpaceException when there is no space for them
     */
    void require(int contentLength, boolean urgent, long room) throws IOException {
        long needed = RecordHeader.footprint(contentLength) + fragmentHeaders(contentLength);
        if (!urgent) {
            segments.keepSpare();
            needed += keptRoom();
        }
        if (needed > room) {
            segments.ensure(segments.countFor(needed - Math.max(0, room - RecordHeader.MIN_ROOM)));
        }
    }

    /**
     * Returns the room for outcomes and marks, and at least half a segment, so that one spare is enough for the next
     * opening: either it moves what the newest segment holds, which makes that one a spare, or there is a prepared
     * segment.
     */
    private long keptRoom() {
        return Math.max(active.header().size() / 2, outcomeRoom + markRoom);
    }

    /** Returns the size of the additional headers of a record that is larger than the buffer. */
    private long fragmentHeaders(int contentLength) {
        long fragments = contentLength / (bufferSize - RecordHeader.SIZE);
        return fragments * RecordHeader.SIZE;
    }
}
