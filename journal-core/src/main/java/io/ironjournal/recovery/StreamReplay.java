package io.ironjournal.recovery;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.Positions;
import io.ironjournal.format.StreamChange;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.memtable.MemtableRun;
import io.ironjournal.memtable.SectionRuns;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.text.Printable;
import io.ironjournal.write.NamedPositions;
import io.ironjournal.write.RecordedIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replays the records of streams. Truncations and deletions are known before the first record is replayed. They were
 * forced before any file was deleted, so files that they removed are not taken for missing, in any order of the
 * deletions.
 */
public final class StreamReplay {

    /** One generation of a stream's name. */
    private record StreamGeneration(String stream, long number) {}

    private final Streams streams;
    private final SegmentStore store;
    private final MemtableMemory memory;
    private final NamedPositions positions;
    private final Map<StreamGeneration, Long> truncatedTo = new HashMap<>();
    private final Set<StreamGeneration> deleted = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private boolean salvaging;
    private long replayed;

    /** The state that replaces the records below its cut, or null. */
    private @Nullable SnapshotState snapshot;

    public StreamReplay(Streams streams, SegmentStore store, MemtableMemory memory, NamedPositions positions) {
        this.streams = streams;
        this.store = store;
        this.memory = memory;
        this.positions = positions;
    }

    /**
     * Accepts that segments and log disagree, because the log was truncated at damage. Valid frames of segments are
     * kept even if the log no longer contains their entries.
     */
    public void salvage() {
        salvaging = true;
    }

    /** Returns a sentence for each irregularity. */
    public List<String> notes() {
        List<String> all = new ArrayList<>(store.notes());
        all.addAll(notes);
        return all;
    }

    /** Returns how many streams have entries in the log. */
    long replayed() {
        return replayed;
    }

    /** Loads the snapshot, and finishes the deletions in the log, before anything is replayed. */
    void begin(LogScan scan) throws IOException {
        List<StreamChange> truncations = scan.truncations();
        List<StreamChange> deletions = scan.deletions();
        snapshot = scan.snapshot();
        if (snapshot != null) {
            load(snapshot);
        }
        if (!deletions.isEmpty()) {
            // Without a deletion in the log there are no leftovers, and listing all streams may take long.
            store.deleteLeftovers();
        }
        for (StreamChange change : truncations) {
            truncatedTo.merge(new StreamGeneration(change.stream(), change.generation()), change.firstId(), Math::max);
        }
        for (StreamChange change : deletions) {
            deleted.add(new StreamGeneration(change.stream(), change.generation()));
            store.delete(change.stream(), change.generation());
            positions.streamDeleted(change.stream(), change.generation());
        }
    }

    private void load(SnapshotState found) {
        for (CatalogueEntry stream : found.streams().values()) {
            if (stream.firstId() > 0) {
                truncatedTo.put(new StreamGeneration(stream.stream(), stream.generation()), stream.firstId());
            }
        }
        found.cursors().forEach(positions::move);
        found.producers().forEach(positions.producers()::replay);
        for (CheckpointRecord checkpoint : found.checkpoints()) {
            memory.add(ConsistentCut.memory(
                    checkpoint.id().length, checkpoint.cut().offsets().length));
            positions.checkpoint(checkpoint.id(), checkpoint.cut(), checkpoint.lsn());
        }
    }

    /** Returns whether the snapshot replaces a record. Only entries of streams in the snapshot are replayed then. */
    private boolean isReplaced(long lsn) {
        return snapshot != null && lsn < snapshot.cut();
    }

    /**
     * Replays a record: adds its entries to memtables unless segments contain them, adds its checkpoint, and moves its
     * cursors and producers.
     */
    public void replay(EntryBody body, RecordedIds ids, long lsn) throws IOException {
        List<EntrySection> sections = body.sections();
        ids.requireFor(sections);
        for (int i = 0; i < sections.size(); i++) {
            EntrySection section = sections.get(i);
            StreamGeneration generation = new StreamGeneration(section.stream(), ids.generations()[i]);
            long firstId = ids.firstIds()[i];
            boolean ended = isReplaced(lsn) && !snapshotContains(generation);
            if (!ended && !deleted.contains(generation) && !isOver(generation)) {
                StreamState state = recovering(generation, firstId, lsn);
                SectionRuns.of(section, body.bytes(), firstId, lsn, ids.time()).forEach(run -> add(state, run));
            }
        }
        if (!isReplaced(lsn)) {
            replay(body.positions(), ids.cut(), lsn);
        }
    }

    private boolean snapshotContains(StreamGeneration generation) {
        return snapshot != null && snapshot.contains(generation.stream, generation.number);
    }

    private void replay(Positions changes, @Nullable ConsistentCut cut, long lsn) {
        byte[] checkpoint = changes.checkpoint();
        if (checkpoint != null) {
            if (cut == null) {
                throw new CorruptionException(
                        "The record at LSN " + lsn + " makes a checkpoint without a consistent cut");
            }
            memory.add(ConsistentCut.memory(checkpoint.length, cut.offsets().length));
            positions.checkpoint(checkpoint, cut, lsn);
        }
        changes.producers().forEach(positions.producers()::replay);
        for (CursorMove move : changes.moves()) {
            if (!deleted.contains(new StreamGeneration(move.stream(), move.generation()))) {
                positions.move(move);
            }
        }
    }

    /** Returns whether a later generation exists although the deletion of this one was discarded from the log. */
    private boolean isOver(StreamGeneration generation) throws IOException {
        if (salvaging
                && streams.cached(generation.stream) == null
                && store.generation(generation.stream) > generation.number) {
            notes.add("Stream '" + Printable.name(generation.stream)
                    + "' was deleted and created again in discarded records");
            deleted.add(generation);
            return true;
        }
        return false;
    }

    private void add(StreamState state, MemtableRun run) {
        long next = state.nextId();
        if (run.firstId() > next) {
            throw new CorruptionException(
                    "Stream '" + Printable.name(state.name()) + "' lacks the entries " + next + " to "
                            + (run.firstId() - 1)
                            + ", which the commit log no longer contains. Restore its segments from a copy",
                    ErrorContext.ofStream(state.name()).withId(next),
                    null);
        }
        if (run.endId() > next) {
            MemtableRun missing = next == run.firstId() ? run : run.startingAt(next);
            memory.add(missing.memory());
            state.publish(missing);
            streams.queueForFlush(state);
        }
    }

    /** Returns the state of a stream in the log. At its first record, its segments are truncated to what is trusted. */
    private StreamState recovering(StreamGeneration generation, long firstId, long lsn) throws IOException {
        StreamState known = streams.cached(generation.stream);
        if (known == null) {
            // The record that created a stream has its first entry, also if the stream was copied and begins above 0.
            long begin = lsn == generation.number ? firstId : 0;
            long truncated = Math.max(begin, truncatedTo.getOrDefault(generation, 0L));
            long fromId = Math.max(firstId, truncated);
            known = new StreamState(generation.stream, recovered(generation, fromId, truncated));
            streams.put(known);
            replayed++;
        } else if (known.generation() != generation.number) {
            throw new CorruptionException(
                    "Stream '" + Printable.name(generation.stream)
                            + "' has records of two generations in the commit log",
                    ErrorContext.ofStream(generation.stream),
                    null);
        }
        return known;
    }

    private StreamSegments recovered(StreamGeneration generation, long fromId, long truncated) throws IOException {
        if (!salvaging) {
            try {
                return store.recover(generation.stream, generation.number, fromId, truncated);
            } catch (CorruptionException e) {
                store.missing(e);
            }
        }
        return salvaged(generation, fromId, truncated);
    }

    private StreamSegments salvaged(StreamGeneration generation, long fromId, long truncated) throws IOException {
        StreamSegments found = store.salvage(generation.stream, generation.number, truncated, notes::add);
        if (found == null) {
            if (fromId > 0) {
                notes.add("Stream '" + Printable.name(generation.stream) + "' has no segments: its entries below "
                        + fromId + " are gone");
            }
            found = store.createAt(generation.stream, generation.number, fromId);
        } else if (found.nextId() < fromId) {
            notes.add("Stream '" + Printable.name(generation.stream) + "' lacks the entries " + found.nextId() + " to "
                    + (fromId - 1));
            found = store.goOnAt(found, fromId);
        }
        return found;
    }

    /** Removes the torn ends of streams without records in the log. */
    private void salvageOthers() throws IOException {
        store.changedAllNames();
        for (String stream : store.streams()) {
            if (streams.cached(stream) == null) {
                long generation = store.generation(stream);
                long truncated = truncatedTo.getOrDefault(new StreamGeneration(stream, generation), 0L);
                store.salvage(stream, generation, truncated, notes::add);
            }
        }
    }

    /** Finishes the truncations of streams without entries in the log. */
    public void end() throws IOException {
        if (salvaging) {
            salvageOthers();
            return;
        }
        if (snapshot != null) {
            SnapshotStreams check = new SnapshotStreams(streams, store);
            for (CatalogueEntry stream : snapshot.streams().values()) {
                if (!deleted.contains(new StreamGeneration(stream.stream(), stream.generation()))) {
                    check.requireAll(stream);
                }
            }
        }
        for (Map.Entry<StreamGeneration, Long> truncation : truncatedTo.entrySet()) {
            StreamGeneration generation = truncation.getKey();
            if (!deleted.contains(generation) && streams.cached(generation.stream) == null) {
                streams.put(new StreamState(generation.stream, truncated(generation, truncation.getValue())));
            }
        }
    }

    private StreamSegments truncated(StreamGeneration generation, long truncatedTo) throws IOException {
        try {
            return store.openTruncated(generation.stream, generation.number, truncatedTo);
        } catch (CorruptionException e) {
            store.missing(e);
            return salvaged(generation, truncatedTo, truncatedTo);
        }
    }
}
