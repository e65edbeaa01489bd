package io.ironjournal.log;

import io.ironjournal.format.RecordHeader;

/**
 * Counts the room that the log keeps for outcomes of prepared branches. Most urgent records may use it. Those that nobody
 * waits for must not: a branch that was prepared must be able to commit on a full disk.
 */
final class OutcomeRoom {

    /** Room for the marks of the flusher, which free space in the log. */
    private static final int FOR_MARKS = 2 << 10;

    private long kept;

    void keep(int contentLength) {
        kept += size(contentLength);
    }

    void release(int contentLength) {
        kept -= size(contentLength);
    }

    private static long size(int contentLength) {
        return RecordHeader.footprint(contentLength) + RecordHeader.SIZE;
    }

    /** Returns the length of content that fits only if a record fits beside the room for outcomes and marks. */
    int with(int contentLength) {
        return (int) Math.min(Integer.MAX_VALUE / 2, contentLength + kept + FOR_MARKS);
    }
}
