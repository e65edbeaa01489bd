package io.ironjournal.flush;

import io.ironjournal.DiskFullException;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalIOException;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.log.Committer;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.segment.SegmentArchive;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps segments in the archive before they are truncated. Flushing goes on meanwhile, because copies may take long. The
 * segments stay: truncations and deletions wait for each other.
 */
final class ArchivedRemoval {

    private final SegmentArchive archive;
    private final Flusher flusher;
    private final Committer committer;
    private final ReentrantLock removing = new ReentrantLock();

    /** The ids below which a round has recorded the entries of streams. Used under the lock. */
    private final Map<StreamSegments, Long> recordedTo = new WeakHashMap<>();

    ArchivedRemoval(SegmentArchive archive, Flusher flusher, Committer committer) {
        this.archive = archive;
        this.flusher = flusher;
        this.committer = committer;
    }

    /** Runs a truncation or deletion while no other one runs. */
    <T> T run(Supplier<T> removal) {
        removing.lock();
        try {
            return removal.get();
        } finally {
            removing.unlock();
        }
    }

    /** Runs a truncation if no other one is running. Otherwise returns another value at once. */
    <T> T runIfFree(Supplier<T> removal, T otherwise) {
        if (!removing.tryLock()) {
            return otherwise;
        }
        try {
            return removal.get();
        } finally {
            removing.unlock();
        }
    }

    /**
     * Keeps the segments whose entries are all below an id. They are durable in the archive when this returns. Called
     * within {@link #run}.
     *
     * @return the first id of the oldest segment that was not kept; 0 if there is nothing to keep
     * @throws JournalIOException if they cannot be archived
     * @throws DiskFullException if the archive has no space
     */
    long keep(StreamState state, long safeId) {
        StreamSegments segments = state.segments();
        if (segments == null || state.ended()) {
            return 0;
        }
        if (segments.truncationPoint(safeId) <= segments.firstId()) {
            return 0;
        }
        try {
            long before = recorded(state, segments, segments.truncationPoint(safeId));
            // That may have written entries to segments that can be removed too.
            long recorded = Math.max(before, recorded(state, segments, segments.truncationPoint(safeId)));
            long firstIdToKeep = segments.truncationPoint(Math.min(safeId, recorded));
            archive.keep(segments, firstIdToKeep);
            return firstIdToKeep;
        } catch (NoSpaceException e) {
            throw new DiskFullException(message(state, e), ErrorContext.ofStream(state.name()), e);
        } catch (IOException e) {
            throw new JournalIOException(message(state, e), ErrorContext.ofStream(state.name()), e);
        }
    }

    private static String message(StreamState state, IOException e) {
        return "Segments of stream '" + Printable.name(state.name())
                + "' could not be archived, so they were not truncated: " + e.getMessage();
    }

    /**
     * Makes the segments durable, and the log unnecessary for them. Otherwise the next opening could write them again, with
     * other frames than the archived ones.
     *
     * @return the id below which that is done
     */
    private long recorded(StreamState state, StreamSegments segments, long firstIdToKeep) throws NoSpaceException {
        long recorded = recordedTo.getOrDefault(segments, 0L);
        if (recorded >= firstIdToKeep) {
            return recorded;
        }
        try {
            committer.requireWorking();
            long end = segments.nextId();
            flusher.lastRound();
            recordedTo.put(segments, end);
            return end;
        } catch (NoSpaceException e) {
            throw e;
        } catch (IOException e) {
            committer.fail(e);
            throw new JournalFailedException(
                    "Stream '" + Printable.name(state.name())
                            + "' could not be truncated: writing its segments failed: " + e.getMessage()
                            + ". Close the journal and open it again.",
                    ErrorContext.ofStream(state.name()),
                    false,
                    e);
        }
    }
}
