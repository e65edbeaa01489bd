package io.ironjournal.log;

import io.ironjournal.io.DiskUse;
import io.ironjournal.spi.log.LogFullException;

/**
 * Limits the space of a journal's files. It refuses only new entries and checkpoints, never a segment, a mark or an
 * outcome. So it decides before the record of an entry is written whether there will be space for the entry in a
 * segment:
 *
 * <pre>
 *   files besides the log
 *   + the files of the log, or the size that they can reach if that is larger
 *   + entries that are in the log and not in forced segments, with the {@linkplain SegmentOverhead overhead} of these
 *   + the new entries            must not exceed the limit
 * </pre>
 *
 * Checkpoints have a little more space than entries. At the limit of the entries a caller can then still create a
 * checkpoint, and remove the entries before it.
 *
 * Does nothing during an opening. Thread-safe, except for what a method says.
 */
public final class DiskLimit {

    /** What the last round of the flusher left in the log. */
    private record Flushed(long lsn, long inDoubt, long writtenToStreams) {}

    private static final long FOR_CHECKPOINTS = 1 << 20;

    private final String journal;
    private final long limit;
    private final long logReserve;
    private final long forCheckpoints;
    private final SegmentOverhead overhead;
    private final DiskUse use;
    private volatile Flushed flushed = new Flushed(0, 0, 0);
    private volatile boolean enforced;

    /** The end of the log, as the committer last saw it. */
    private volatile long logEnd;

    /**
     * Creates a limit that is not enforced yet.
     *
     * @param journal the journal's directory, as shown in messages
     * @param limit the limit in bytes
     * @param logReserve the size that the files of the log can reach, in bytes; 0 when the log is elsewhere
     * @param segmentSize the size of a segment. Checkpoints may exceed the limit by as much, but at most by 1 MiB
     * @param segmentEntries the number of entries after which a segment ends
     * @param use the space that is used
     */
    public DiskLimit(String journal, long limit, long logReserve, long segmentSize, long segmentEntries, DiskUse use) {
        this.journal = journal;
        this.limit = limit;
        this.logReserve = logReserve;
        this.forCheckpoints = Math.min(segmentSize, FOR_CHECKPOINTS);
        this.overhead = new SegmentOverhead(segmentEntries);
        this.use = use;
    }

    /**
     * Enforces the limit from now on.
     *
     * @param mark the LSN below which all entries are in segments
     * @param end the end of the log
     */
    public void enforce(long mark, long end) {
        logEnd = end;
        if (mark > flushed.lsn) {
            flushed(mark, 0);
        }
        enforced = true;
    }

    /**
     * Called at the end of each round of the flusher.
     *
     * @param lsn the LSN below which all entries of decided branches and of other writes are in segments
     * @param inDoubt the size of the PREPARE records below it whose entries are not in segments, in bytes
     */
    public void flushed(long lsn, long inDoubt) {
        flushed = new Flushed(lsn, inDoubt, use.writtenToStreams());
        overhead.flushed(lsn);
    }

    /** Returns the limit in bytes. */
    public long limit() {
        return limit;
    }

    /** Returns the space that counts against the limit, in bytes. It is what {@link #require} adds new entries to. */
    public long used() {
        return use.besideLog() + log(0) + unwritten();
    }

    /** Returns whether a round of the flusher would show that there is more space than it seems. */
    boolean isEstimated() {
        return unwritten() > 0;
    }

    /** Returns approximately how many bytes the flusher has to write to segments. */
    private long unwritten() {
        Flushed last = flushed;
        return Math.max(
                0,
                last.inDoubt
                        + logEnd
                        - last.lsn
                        + overhead.pending()
                        - (use.writtenToStreams() - last.writtenToStreams));
    }

    /**
     * Returns the size of the files of the log, or the size that they can reach if that is larger.
     *
     * @param growth by how many bytes the log is about to grow
     */
    private long log(long growth) {
        return logReserve == 0 ? 0 : Math.max(logReserve, use.log() + growth);
    }

    /**
     * Checks that entries or a checkpoint fit. Called by the thread that runs the committer.
     *
     * @param end the end of the log
     * @throws LogFullException when they do not fit
     */
    void require(Write write, long end) throws LogFullException {
        logEnd = end;
        overhead.endFlushedPart();
        long segments = overhead.of(write.limitedEntries());
        long bytes = write.needsDisk() + segments;
        if (!enforced) {
            return;
        }
        long besideLog = use.besideLog();
        long log = log(write.needsDisk());
        long unwritten = unwritten();
        if (besideLog + log + unwritten + bytes > limit + (write.onlyCheckpoint() ? forCheckpoints : 0)) {
            throw new DiskLimitException("The journal in " + journal + " may use " + limit
                    + " bytes of disk (option maxDiskSpace). Its files take "
                    + besideLog + " bytes, the commit log takes or reserves " + log + " bytes, and " + unwritten
                    + " bytes of entries are not yet in segments. There is no space for " + bytes + " more bytes");
        }
        overhead.add(segments, end);
    }
}
