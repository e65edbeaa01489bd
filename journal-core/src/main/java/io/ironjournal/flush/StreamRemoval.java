package io.ironjournal.flush;

import io.ironjournal.ArchiveException;
import io.ironjournal.DiskFullException;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalIOException;
import io.ironjournal.StreamNotFoundException;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.log.Committer;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import io.ironjournal.segment.SegmentArchive;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.text.Printable;
import io.ironjournal.write.StreamWrites;
import io.ironjournal.write.TruncateWrite;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Truncates and deletes streams. Writes and forces a record in the log first, and then deletes files. If the process dies
 * in between, the next opening deletes them. No round of the flusher runs at the same time. So no mark passes the record
 * before the files are deleted and their directory is registered to be forced.
 */
public final class StreamRemoval {

    /** The condition of a truncation that a caller asks for, instead of a rule. */
    private enum Condition implements BooleanSupplier {
        BY_HAND;

        @Override
        public boolean getAsBoolean() {
            return true;
        }
    }

    private final Streams streams;
    private final StreamWrites writes;
    private final SegmentStore store;
    private final Flusher flusher;
    private final Committer committer;
    private final Pins pins;
    private final @Nullable ArchivedRemoval archive;

    /**
     * Creates an object that removes nothing yet.
     *
     * @param pins keeps files while a backup copies them
     * @param keep keeps segments before they are truncated; null if they are deleted
     */
    public StreamRemoval(
            Streams streams,
            StreamWrites writes,
            SegmentStore store,
            Flusher flusher,
            Committer committer,
            Pins pins,
            @Nullable SegmentArchive keep) {
        archive = keep == null ? null : new ArchivedRemoval(keep, flusher, committer);
        this.pins = pins;
        this.streams = streams;
        this.writes = writes;
        this.store = store;
        this.flusher = flusher;
        this.committer = committer;
    }

    /**
     * Deletes the segments whose entries are all below an id. Deletes existing segments first, which may free space. Then
     * writes the stream's memtable to segments up to the id, and deletes those of the new segments that are below it.
     *
     * @return the number of deleted segments
     * @throws StreamNotFoundException if there is no stream of that name
     */
    public int truncate(String stream, long safeId) {
        ArchivedRemoval archiving = archive;
        if (archiving == null) {
            return pins.whenFree(flusher, () -> {
                StreamState state = required(stream);
                int removed = removeSegments(state, safeId);
                return removed + (write(state, safeId) ? removeWritten(state, safeId) : 0);
            });
        }
        return archiving.run(() -> {
            StreamState state = required(stream);
            int removed = archiveAndRemove(archiving, state, safeId, Condition.BY_HAND, true);
            pins.whenFree(flusher, () -> !state.ended() && write(state, safeId));
            return removed == 0
                    ? archiveAndRemove(archiving, state, safeId, Condition.BY_HAND, true)
                    : removed + archiveAndRemoveWritten(archiving, state, safeId);
        });
    }

    /** If these cannot be archived, removes nothing and leaves that to the next call: others were removed already. */
    private int archiveAndRemoveWritten(ArchivedRemoval archiving, StreamState state, long safeId) {
        try {
            return archiveAndRemove(archiving, state, safeId, Condition.BY_HAND, true);
        } catch (DiskFullException | JournalIOException | ArchiveException e) {
            return 0;
        }
    }

    /** Runs an action while no other truncation or deletion runs. */
    <T> T whileNothingIsRemoved(Supplier<T> action) {
        ArchivedRemoval archiving = archive;
        if (archiving == null) {
            throw new IllegalStateException("Without an archive, removals are not ordered");
        }
        return archiving.run(action);
    }

    StreamState required(String stream) {
        StreamState state = existing(stream);
        if (state == null) {
            throw new StreamNotFoundException(
                    "There is no stream '" + Printable.name(stream) + "'", ErrorContext.ofStream(stream), null);
        }
        return state;
    }

    /** Keeps the segments in the archive, and then deletes these segments. */
    private int archiveAndRemove(
            ArchivedRemoval archiving, StreamState state, long safeId, BooleanSupplier allowed, boolean patient) {
        long kept = archiving.keep(state, safeId);
        return kept == 0 ? 0 : removeKept(state, kept, allowed, patient);
    }

    /**
     * Deletes the segments whose entries are all below an id, and writes no memtable. Does nothing if the stream was
     * deleted.
     *
     * @param allowed is asked while nothing is flushed, and last at the place of the record in the log, whether the segments
     *     may be deleted. The committer asks, so the answer must not wait
     * @param patient whether to wait while a backup needs the files. Otherwise, none are deleted then
     * @return the number of deleted segments
     */
    int removeSegments(StreamState state, long safeId, BooleanSupplier allowed, boolean patient) {
        ArchivedRemoval archiving = archive;
        if (archiving == null) {
            return removeKept(state, safeId, allowed, patient);
        }
        return patient
                ? archiving.run(() -> archiveAndRemove(archiving, state, safeId, allowed, true))
                : archiving.runIfFree(() -> archiveAndRemove(archiving, state, safeId, allowed, false), 0);
    }

    /** Returns whether segments are archived, which may take long for each of them. */
    boolean archives() {
        return archive != null;
    }

    private int removeKept(StreamState state, long safeId, BooleanSupplier allowed, boolean patient) {
        Supplier<Integer> removal =
                () -> streams.cached(state.name()) == state && !state.ended() && allowed.getAsBoolean()
                        ? removeSegments(state, safeId, allowed)
                        : 0;
        return patient ? pins.whenFree(flusher, removal) : pins.ifFree(flusher, removal, 0);
    }

    /** Returns whether a backup needs the files, so that a removal has to wait. */
    boolean mustWait() {
        return pins.held();
    }

    private int removeSegments(StreamState state, long safeId) {
        return removeSegments(state, safeId, Condition.BY_HAND);
    }

    private int removeSegments(StreamState state, long safeId, BooleanSupplier allowed) {
        StreamSegments segments = state.segments();
        if (segments == null) {
            return 0;
        }
        long firstId = segments.truncationPoint(safeId);
        if (firstId == segments.firstId()) {
            return 0;
        }
        streams.keepInMemory(state);
        TruncateWrite truncation = writes.truncation(state, firstId, allowed, allowed != Condition.BY_HAND);
        committer.execute(truncation);
        if (!truncation.written()) {
            return 0;
        }
        return changingFiles(state.name(), () -> segments.truncate(firstId));
    }

    /** Deletes segments as {@link #removeSegments} does. On a full disk, deletes none and leaves them to the next call. */
    private int removeWritten(StreamState state, long safeId) {
        try {
            return removeSegments(state, safeId);
        } catch (DiskFullException e) {
            return 0;
        }
    }

    /** Writes the memtable up to the segment that contains an id. Returns false if nothing was written. */
    private boolean write(StreamState state, long safeId) {
        try {
            return flusher.writeBeyond(state, safeId);
        } catch (NoSpaceException | DiskFullException e) {
            return false;
        } catch (IOException e) {
            committer.fail(e);
            throw new JournalFailedException(
                    "Stream '" + Printable.name(state.name()) + "' could not be truncated: writing its entries to"
                            + " segments failed: " + e.getMessage()
                            + ". Close the journal and open it again. The commit log still has them.",
                    ErrorContext.ofStream(state.name()),
                    true,
                    e);
        }
    }

    /** Deletes a stream, and archives nothing of it. Returns false if there is no stream of that name. */
    public boolean delete(String stream) {
        ArchivedRemoval archiving = archive;
        return archiving == null ? deleteNow(stream) : archiving.run(() -> deleteNow(stream));
    }

    private boolean deleteNow(String stream) {
        return pins.whenFree(flusher, () -> {
            StreamState state = existing(stream);
            if (state == null) {
                return false;
            }
            committer.execute(writes.deletion(state));
            StreamSegments segments = state.segments();
            if (segments != null) {
                changingFiles(stream, () -> {
                    store.delete(segments);
                    return 0;
                });
            }
            return true;
        });
    }

    private @Nullable StreamState existing(String stream) {
        StreamState state = streams.forReading(stream);
        return state == null || state.nextId() == 0 ? null : state;
    }

    private interface FileChange {
        int run() throws IOException;
    }

    /** Deletes files after the record is forced. If that fails, the journal fails, and the next opening deletes them. */
    private int changingFiles(String stream, FileChange change) {
        try {
            return change.run();
        } catch (IOException e) {
            committer.fail(e);
            throw new JournalFailedException(
                    "Files of stream '" + Printable.name(stream) + "' could not be deleted: " + e.getMessage()
                            + ". Close the journal and open it again. Opening completes the change.",
                    ErrorContext.ofStream(stream),
                    true,
                    e);
        }
    }
}
