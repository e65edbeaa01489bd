package io.ironjournal.flush;

import io.ironjournal.log.Committer;
import io.ironjournal.memtable.FullMemtables;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.memtable.MemtableRun;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import io.ironjournal.segment.EntryBatch;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.write.NamedPositions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves entries from memtables to segments. The {@link Flusher} decides when and which. Forces nothing, and writes only
 * entries below an LSN that is durable. Stops when writing has ended. Used by one thread at a time.
 */
final class MemtableWriter {

    private final Streams streams;
    private final SegmentStore store;
    private final MemtableMemory memory;
    private final Committer committer;
    private final NamedPositions positions;

    /** The entries that are being written. Reused, so that it creates no garbage. */
    private final List<MemtableRun> runs = new ArrayList<>();

    private final EntryBatch entries = new EntryBatch();

    MemtableWriter(
            Streams streams, SegmentStore store, MemtableMemory memory, Committer committer, NamedPositions positions) {
        this.streams = streams;
        this.store = store;
        this.memory = memory;
        this.committer = committer;
        this.positions = positions;
    }

    /** Writes all entries with records below an LSN, and the checkpoints and cursors. */
    void writeAll(long below) throws IOException {
        List<StreamState> unflushed = streams.takeUnflushed();
        int done = 0;
        try {
            for (; done < unflushed.size(); done++) {
                committer.requireWorking();
                writeMemtable(unflushed.get(done), below);
                if (!unflushed.get(done).memtable().isEmpty()) {
                    streams.queueForFlush(unflushed.get(done));
                }
            }
        } finally {
            for (StreamState left : unflushed.subList(done, unflushed.size())) {
                streams.queueForFlush(left);
            }
        }
        positions.write(below);
    }

    /** Writes the entries of full memtables, until the memtables are no longer full. */
    void writeFull(long below) throws IOException {
        FullMemtables full = streams.full();
        for (StreamState state = full.poll(below); state != null; state = full.poll(below)) {
            try {
                writeWhileFull(state, below);
            } finally {
                // Also if the disk is full: this stream is tried again, after the others.
                full.addIfFull(state);
            }
        }
    }

    private void writeWhileFull(StreamState state, long below) throws IOException {
        boolean more = streams.full().isFull(state);
        while (more) {
            committer.requireWorking();
            streams.keepInMemory(state);
            more = writeOldest(state, below) && streams.full().isFull(state);
        }
    }

    private void writeMemtable(StreamState state, long below) throws IOException {
        streams.keepInMemory(state);
        while (writeOldest(state, below)) {
            committer.requireWorking();
        }
    }

    /** Writes a stream's entries until its segments contain an id. Returns whether it wrote any. */
    boolean writeBeyond(StreamState state, long id, long below) throws IOException {
        streams.keepInMemory(state);
        boolean written = false;
        while (mustWrite(state, id)) {
            committer.requireWorking();
            if (!writeOldest(state, below)) {
                return written;
            }
            written = true;
        }
        return written;
    }

    /** Returns whether an id is not in segments, and the memtable has entries to write first. */
    static boolean mustWrite(StreamState state, long id) {
        StreamSegments segments = state.segments();
        return !state.memtable().isEmpty() && (segments == null || segments.nextId() <= id);
    }

    private boolean writeOldest(StreamState state, long below) throws IOException {
        try {
            state.memtable().oldest(below, FullMemtables.WRITE_SIZE, runs);
            if (runs.isEmpty()) {
                return false;
            }
            long freed = 0;
            for (MemtableRun run : runs) {
                run.addTo(entries);
                freed += run.memory();
            }
            segmentsOf(state).append(runs.get(0).firstId(), entries);
            state.memtable().drop(runs.size());
            memory.release(freed);
            return true;
        } finally {
            runs.clear();
            entries.clear();
        }
    }

    private StreamSegments segmentsOf(StreamState state) throws IOException {
        StreamSegments segments = state.segments();
        if (segments == null) {
            segments = store.createAt(state.name(), state.generation(), state.firstId());
            state.segments(segments);
        }
        return segments;
    }
}
