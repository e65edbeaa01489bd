package io.ironjournal.log;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Estimates by how much segments will be larger than their entries, for the entries that are only in the log. That is
 * much if segments have few entries. The thread that runs the committer adds writes; the flusher tells what it has
 * written.
 */
final class SegmentOverhead {

    /** The header of a segment, and the frames around its entries and its index. */
    private static final long BYTES = 216;

    /** Writes count together until they take so much of the log, so that few parts are in memory. */
    private static final long PART = 64 << 10;

    /** The overhead of writes that begin below an LSN. */
    private record Part(long end, long bytes) {}

    private final long entriesPerSegment;
    private final Queue<Part> parts = new ConcurrentLinkedQueue<>();
    private final AtomicLong pending = new AtomicLong();
    private volatile long flushed;

    /** The part that is not in the queue. Used by the committer, like its first and last LSN. */
    private long open;

    private long openFrom;
    private long openLast;

    SegmentOverhead(long entriesPerSegment) {
        this.entriesPerSegment = entriesPerSegment;
    }

    /** Returns the overhead of entries, in bytes. */
    long of(long entries) {
        return entries * BYTES / entriesPerSegment;
    }

    /** Returns the overhead of all entries that are not flushed, in bytes. */
    long pending() {
        return pending.get();
    }

    /** Adds the overhead of a write. */
    void add(long bytes, long lsn) {
        if (bytes == 0) {
            return;
        }
        if (open > 0 && lsn - openFrom >= PART) {
            parts.add(new Part(lsn, open));
            open = 0;
        }
        if (open == 0) {
            openFrom = lsn;
        }
        open += bytes;
        openLast = lsn;
        pending.addAndGet(bytes);
    }

    /** Forgets the last writes if they are flushed. Called by the committer. */
    void endFlushedPart() {
        if (open > 0 && flushed > openLast) {
            pending.addAndGet(-open);
            open = 0;
        }
    }

    /** Forgets the writes below an LSN. Called by the flusher. */
    void flushed(long lsn) {
        flushed = lsn;
        for (Part part = parts.peek(); part != null && part.end <= lsn; part = parts.peek()) {
            parts.remove();
            pending.addAndGet(-part.bytes);
        }
    }
}
