package io.ironjournal.flush;

import io.ironjournal.DiskFullException;
import io.ironjournal.figures.DiskSpaceNotice;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.figures.Recording;
import io.ironjournal.format.FileState;
import io.ironjournal.format.FlushMark;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.log.Committer;
import io.ironjournal.log.DurableNote;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.write.NamedPositions;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves memtables into segments, outside the commit path. It writes full memtables at once, and all memtables if memory
 * is short. It forces in <em>rounds</em>: when the log has grown by half its budget since the last round, or when very
 * many streams are dirty:
 *
 * <pre>
 *   target = durable LSN
 *   write all memtables below target, force the segments
 *   write the catalogue of streams, checkpoints and cursors, force their files
 *   move the mark to target, or less where branches need it: see {@link LogMarks} and {@link DirectoryMarks}
 * </pre>
 *
 * Only entries with a forced record are written. On a full disk the flusher tries again later. What each attempt writes
 * to the log must not use the room reserved for outcomes. Any other failure ends all writing of the journal. Used by
 * one thread at a time.
 */
public final class Flusher {

    private final Streams streams;
    private final SegmentStore store;
    private final MemtableMemory memory;
    private final MemtableWriter memtables;
    private final Committer committer;
    private final CommitLog log;
    private final FlushMarks marks;
    private final NamedPositions positions;
    private final long budget;
    private final JournalFigures figures;
    private final ReentrantLock working = new ReentrantLock();

    /** The end of the log after the last round. */
    private volatile long roundEnd;

    /** While recovery finds the disk full: the memory use at which it tries again. */
    private long earlyWriteThreshold;

    private volatile boolean roundRequested;

    /** Whether the round has to write a mark even if no log segment is freed. */
    private volatile boolean markRequested;

    private volatile @Nullable Exception stalled;

    /**
     * Creates an idle flusher.
     *
     * @param marks receives the end of each round
     * @param mark the low-water mark that recovery found
     * @param budget the size to which the log may grow
     * @param figures records rounds and full disks
     */
    public Flusher(
            Streams streams,
            SegmentStore store,
            MemtableMemory memory,
            Committer committer,
            CommitLog log,
            FlushMarks marks,
            NamedPositions positions,
            long mark,
            long budget,
            JournalFigures figures) {
        this.figures = figures;
        this.streams = streams;
        this.store = store;
        this.memory = memory;
        this.memtables = new MemtableWriter(streams, store, memory, committer, positions);
        this.committer = committer;
        this.log = log;
        this.marks = marks;
        this.positions = positions;
        this.roundEnd = mark;
        this.budget = budget;
    }

    /** Returns whether there is work. A full disk that may have space again counts as work. */
    public boolean hasWork() {
        return committer.failure() == null
                && (stalled()
                        || roundDue()
                        || memory.flushDue()
                        || streams.full().hasAny(committer.durable()));
    }

    private boolean roundDue() {
        return roundRequested
                || markRequested
                || log.end() - roundEnd > budget / 2
                || streams.dirtyStreams().forceDue();
    }

    /** Returns whether the log has grown so far since the last round that writers must wait for the next one. */
    public boolean logTooLong() {
        return log.end() - roundEnd > budget;
    }

    /** Requests a round, because it may free space of the log. */
    public void requestRound() {
        roundRequested = true;
    }

    /** Requests a round that ends with a mark. Openings trust files only as far as a mark says that they are forced. */
    public void requestMark() {
        markRequested = true;
    }

    /** Returns why the last attempt found the disk full; null if it did not. */
    public @Nullable Exception fullDisk() {
        return stalled;
    }

    /** Returns whether the last attempt found the disk full. */
    public boolean stalled() {
        return stalled != null;
    }

    /** Does the work that is due. */
    public void work() {
        working.lock();
        try {
            if (committer.failure() != null) {
                return;
            }
            if (roundDue()) {
                dueRound();
            } else if (memory.flushDue()) {
                committer.forceAll();
                memtables.writeAll(committer.durable());
            } else {
                memtables.writeFull(committer.durable());
            }
            stalled = null;
            memory.stalled(null);
            figures.space().space(DiskSpaceNotice.User.SEGMENTS);
        } catch (NoSpaceException | DiskFullException e) {
            stalled = e;
            memory.stalled(e);
            figures.space().full(DiskSpaceNotice.User.SEGMENTS, e);
        } catch (Throwable e) {
            committer.fail(e);
        } finally {
            working.unlock();
        }
    }

    /** Runs an action while nothing is flushed and no mark moves. */
    public <T> T runExclusively(Supplier<T> action) {
        working.lock();
        try {
            return action.get();
        } finally {
            working.unlock();
        }
    }

    /**
     * Writes a stream's entries to segments until these contain an id, or writes all entries. Called within {@link
     * #runExclusively}. The log first records that their records are durable. Otherwise, if they were the last ones and became
     * damaged, they would look torn, and the stream's unforced segment would be trusted.
     *
     * @return whether anything was written
     */
    boolean writeBeyond(StreamState state, long id) throws IOException {
        if (!MemtableWriter.mustWrite(state, id)) {
            return false;
        }
        committer.forceAll();
        committer.execute(new DurableNote(true));
        return memtables.writeBeyond(state, id, committer.durable());
    }

    /** Returns whether memtables should be written during recovery, while it rebuilds them. */
    public boolean earlyWriteDue() {
        return memory.flushDue() && memory.used() >= earlyWriteThreshold;
    }

    /** Writes memtables without moving the mark, because recovery has not read the whole log yet. */
    public void writeEarly() throws IOException {
        try {
            memtables.writeAll(committer.durable());
            if (streams.dirtyStreams().forceDue()) {
                store.forceAll();
                updateCatalogue();
            }
        } catch (NoSpaceException e) {
            // A journal opens on a full disk. Entries that fitted into memory before may be in memory again.
            earlyWriteThreshold = memory.used() + memory.limit() / 8;
        }
    }

    /** Runs the round before close: writes and forces everything, and moves the mark as far as possible. */
    public void lastRound() throws IOException {
        working.lock();
        try {
            round(true);
        } finally {
            working.unlock();
        }
    }

    /** Returns the LSN from which the next opening replays the log. Called within {@link #runExclusively}. */
    long lowWaterMark() {
        return marks.lowWaterMark();
    }

    private void dueRound() throws IOException {
        boolean forceMark = markRequested;
        markRequested = false;
        boolean done = false;
        try {
            round(forceMark);
            done = true;
        } finally {
            if (forceMark && !done) {
                markRequested = true;
            }
        }
    }

    /**
     * Writes and forces all entries so far.
     *
     * @param forceMark whether to move the mark even if that frees nothing
     */
    private void round(boolean forceMark) throws IOException {
        Recording event = figures.events().flushRound();
        roundRequested = false;
        committer.forceAll();
        long target = committer.durable();
        memtables.writeAll(target);
        committer.requireWorking();
        store.forceAll();
        updateCatalogue();
        FileState catalogue = store.forceCatalogue(target);
        positions.force(target, committer::forceAll);
        if (marks.roundEnded(
                new FlushMark(target, target, catalogue, positions.checkpointFile(), positions.cursorFile()),
                forceMark)) {
            roundRequested = true;
        }
        roundEnd = log.end();
        memory.signal();
        event.finish(target);
    }

    /** Records forced streams in the catalogue. Idle streams then need not stay in memory. */
    private void updateCatalogue() {
        for (StreamState state : streams.dirtyStreams().all()) {
            StreamSegments segments = state.segments();
            if (segments != null && !state.ended()) {
                store.list(segments);
            }
        }
        streams.dirtyStreams().releaseClean();
    }
}
