package io.ironjournal.read;

import io.ironjournal.Entry;
import io.ironjournal.TruncatedException;
import io.ironjournal.memtable.MemtableRun;
import io.ironjournal.memtable.StreamState;
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
        if (run != null && id < run.endId()) {
            return entry(run, id);
        }
        frame = null;
        MemtableRun found = state.memtable().find(id);
        run = found == null ? null : found.forReading();
        return run != null ? entry(run, id) : readSegments(id, laterId);
    }

    private static Entry entry(MemtableRun from, long id) {
        return new Entry(id, from.time(), from.entry(id));
    }

    private Entry readSegments(long id, long laterId) {
        StreamSegments segments = StreamReader.segments(state);
        if (segments == null) {
            throw StreamReader.deleted(state, id);
        }
        try {
            Optional<Entry> alone = laterId == id ? Optional.empty() : segments.readAlone(id, laterId);
            if (alone.isPresent()) {
                return alone.get();
            }
            FrameCursor current = frames;
            if (current == null || !current.reads(segments)) {
                current = segments.cursor();
                frames = current;
            }
            Frame loaded = current.frame(id);
            frame = loaded;
            return loaded.entry(id);
        } catch (IOException e) {
            throw StreamReader.failed(state.name(), id, e);
        } finally {
            Reference.reachabilityFence(state);
        }
    }
}
