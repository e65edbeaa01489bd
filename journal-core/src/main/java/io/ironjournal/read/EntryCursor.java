package io.ironjournal.read;

import io.ironjournal.Entry;
import io.ironjournal.TruncatedException;
import io.ironjournal.memtable.MemtableRun;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.segment.EntryTarget;
import io.ironjournal.segment.Frame;
import io.ironjournal.segment.FrameCursor;
import io.ironjournal.segment.StreamSegments;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries in ascending order. Reads each run of the memtable and each frame of the segments once. For one thread.
 */
final class EntryCursor {

    private final StreamState state;
    private @Nullable MemtableRun run;
    private @Nullable Frame frame;
    private @Nullable FrameCursor frames;

    EntryCursor(StreamState state) {
        this.state = state;
    }

    /**
     * Reads an entry that is or was below the stream's next id. Its id is not below those read before.
     *
     * @throws TruncatedException if the entry no longer exists
     */
    Entry read(long id) {
        // Small, so that the JIT compiler inlines it into the caller's loop.
        Frame current = frame;
        return current != null && current.holds(id) ? current.entry(id) : read(id, id);
    }

    /**
     * Reads an entry. Reads its whole frame only if the frame also has another entry that is needed.
     *
     * @param laterId the id of an entry that is needed later, at or above the one to read
     */
    Entry read(long id, long laterId) {
        if (frame != null && id < frame.endId()) {
            return frame.entry(id);
        }
        MemtableRun from = runOf(id);
        if (from != null) {
            return from.entry(id);
        }
        StreamSegments segments = segmentsOf(id);
        if (laterId == id) {
            return frameOf(segments, id, Long.MAX_VALUE).entry(id);
        }
        Frame loaded = frames != null && frames.reads(segments) ? frames.loaded(id) : null;
        if (loaded != null) {
            frame = loaded;
            return loaded.entry(id);
        }
        Optional<Entry> alone = readAlone(segments, id, laterId);
        return alone.isPresent() ? alone.get() : frameOf(segments, id, laterId).entry(id);
    }

    private Optional<Entry> readAlone(StreamSegments segments, long id, long laterId) {
        try {
            return segments.readAlone(id, laterId);
        } catch (IOException e) {
            throw StreamReader.failed(state.name(), id, e);
        } finally {
            Reference.reachabilityFence(state);
        }
    }

    /**
     * Passes on an entry without a copy. Its id is not below those read before. The bytes may be overwritten when the next
     * entry is read.
     *
     * @throws TruncatedException if the entry no longer exists
     */
    void read(long id, EntryTarget target) {
        // Small, so that the JIT compiler inlines it into the caller's loop.
        Frame current = frame;
        if (current != null && current.holds(id)) {
            current.read(id, target);
        } else {
            readNext(id, target);
        }
    }

    private void readNext(long id, EntryTarget target) {
        MemtableRun from = runOf(id);
        if (from != null) {
            from.read(id, target);
        } else {
            frameOf(segmentsOf(id), id, Long.MAX_VALUE).read(id, target);
        }
    }

    /** Returns the run with an entry, or null if the segments have the entry. */
    private @Nullable MemtableRun runOf(long id) {
        MemtableRun known = run;
        if (known == null || id >= known.endId()) {
            frame = null;
            MemtableRun found = state.memtable().find(id);
            known = found == null ? null : found.forReading();
            run = known;
        }
        return known;
    }

    private StreamSegments segmentsOf(long id) {
        StreamSegments segments = StreamReader.segments(state);
        if (segments == null) {
            throw StreamReader.deleted(state, id);
        }
        return segments;
    }

    private Frame frameOf(StreamSegments segments, long id, long lastId) {
        try {
            FrameCursor current = frames;
            if (current == null || !current.reads(segments)) {
                current = segments.cursor();
                frames = current;
            }
            Frame loaded = current.frame(id, lastId);
            frame = loaded;
            return loaded;
        } catch (IOException e) {
            throw StreamReader.failed(state.name(), id, e);
        } finally {
            Reference.reachabilityFence(state);
        }
    }
}
