package io.ironjournal.recovery;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
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
 * Brings streams back to what the log says of them. Truncations and deletions are known before the first record is
 * replayed: they were forced before any file went, so that what is missing now, in whatever order it went, is not missed.
 */
public final class StreamReplay {

    /** One life of a stream's name. */
    private record Life(String stream, long generation) {}

    private final Streams streams;
    private final SegmentStore store;
    private final MemtableMemory memory;
    private final NamedPositions positions;
    private final Map<Life, Long> truncatedTo = new HashMap<>();
    private final Set<Life> deleted = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private boolean salvaging;

    public StreamReplay(Streams streams, SegmentStore store, MemtableMemory memory, NamedPositions positions) {
        this.streams = streams;
        this.store = store;
        this.memory = memory;
        this.positions = positions;
    }

    /**
     * From now on segments and log need not agree, since the log was cut because of damage: what segments hold whole is
     * kept, whether the log still has it or not.
     */
    public void salvage() {
        salvaging = true;
    }

    /** What was irregular, each in a sentence. */
    public List<String> notes() {
        List<String> all = new ArrayList<>(store.notes());
        all.addAll(notes);
        return all;
    }

    /** Finishes the deletions that the log has; before anything is replayed. */
    public void begin(List<StreamChange> truncations, List<StreamChange> deletions) throws IOException {
        if (!deletions.isEmpty()) {
            // Without a deletion in the log there is nothing left of any, and a list of all streams may be long.
            store.deleteLeftovers();
        }
        for (StreamChange change : truncations) {
            truncatedTo.merge(new Life(change.stream(), change.generation()), change.firstId(), Math::max);
        }
        for (StreamChange change : deletions) {
            deleted.add(new Life(change.stream(), change.generation()));
            store.delete(change.stream(), change.generation());
            positions.streamDeleted(change.stream(), change.generation());
        }
    }

    /**
     * Puts the entries of a record back into the memtables; those in segments already are left out. Checkpoints are made and
     * cursors moved as the record says.
     */
    public void replay(EntryBody body, RecordedIds ids, long lsn) throws IOException {
        List<EntrySection> sections = body.sections();
        ids.requireFor(sections);
        for (int i = 0; i < sections.size(); i++) {
            EntrySection section = sections.get(i);
            Life life = new Life(section.stream(), ids.generations()[i]);
            long firstId = ids.firstIds()[i];
            if (!deleted.contains(life) && !isOver(life)) {
                StreamState state = recovering(life, firstId);
                SectionRuns.of(section, body.bytes(), firstId, lsn).forEach(run -> add(state, run));
            }
        }
        replay(body.positions(), ids.cut(), lsn);
    }

    private void replay(Positions changes, @Nullable ConsistentCut cut, long lsn) {
        byte[] checkpoint = changes.checkpoint();
        if (checkpoint != null) {
            if (cut == null) {
                throw new CorruptionException("The record at LSN " + lsn + " makes a checkpoint without a cut");
            }
            memory.add(ConsistentCut.memory(checkpoint.length, cut.offsets().length));
            positions.checkpoint(checkpoint, cut, lsn);
        }
        for (CursorMove move : changes.moves()) {
            if (!deleted.contains(new Life(move.stream(), move.generation()))) {
                positions.move(move);
            }
        }
    }

    /** Whether a later life has begun, though the end of this one was cut off the log. */
    private boolean isOver(Life life) throws IOException {
        if (salvaging && streams.known(life.stream) == null && store.generation(life.stream) > life.generation) {
            notes.add("Stream '" + Printable.name(life.stream) + "' was deleted and began again behind the cut");
            deleted.add(life);
            return true;
        }
        return false;
    }

    private void add(StreamState state, MemtableRun run) {
        long next = state.nextId();
        if (run.firstId() > next) {
            throw new CorruptionException(
                    "Stream '" + state.name() + "' lacks the entries " + next + " to " + (run.firstId() - 1)
                            + ", which the commit log no longer holds",
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

    /** The state of a stream that the log mentions: at its first mention its segments are cut to what is trusted. */
    private StreamState recovering(Life life, long firstId) throws IOException {
        StreamState known = streams.known(life.stream);
        if (known == null) {
            long truncated = truncatedTo.getOrDefault(life, 0L);
            long fromId = Math.max(firstId, truncated);
            known = new StreamState(life.stream, recovered(life, fromId, truncated));
            streams.put(known);
        } else if (known.generation() != life.generation) {
            throw new CorruptionException(
                    "Stream '" + Printable.name(life.stream) + "' appears in the commit log with two generations",
                    ErrorContext.ofStream(life.stream),
                    null);
        }
        return known;
    }

    private StreamSegments recovered(Life life, long fromId, long truncated) throws IOException {
        if (!salvaging) {
            try {
                return store.recover(life.stream, life.generation, fromId, truncated);
            } catch (CorruptionException e) {
                store.missing(e);
            }
        }
        return salvaged(life, fromId, truncated);
    }

    private StreamSegments salvaged(Life life, long fromId, long truncated) throws IOException {
        StreamSegments found = store.salvage(life.stream, life.generation, truncated, notes::add);
        if (found == null) {
            if (fromId > 0) {
                notes.add("Stream '" + Printable.name(life.stream) + "' has no segments: its entries below " + fromId
                        + " are gone");
            }
            found = store.createAt(life.stream, life.generation, fromId);
        } else if (found.nextId() < fromId) {
            notes.add("Stream '" + life.stream + "' lacks the entries " + found.nextId() + " to " + (fromId - 1));
            found = store.goOnAt(found, fromId);
        }
        return found;
    }

    /** Streams that the log does not mention any more have no torn ends either after this. */
    private void salvageOthers() throws IOException {
        for (String stream : store.streams()) {
            if (streams.known(stream) == null) {
                long generation = store.generation(stream);
                long truncated = truncatedTo.getOrDefault(new Life(stream, generation), 0L);
                store.salvage(stream, generation, truncated, notes::add);
            }
        }
    }

    /** Finishes the truncations of streams that no record had entries for. */
    public void end() throws IOException {
        if (salvaging) {
            salvageOthers();
            return;
        }
        for (Map.Entry<Life, Long> truncation : truncatedTo.entrySet()) {
            Life life = truncation.getKey();
            if (!deleted.contains(life) && streams.known(life.stream) == null) {
                streams.put(new StreamState(life.stream, truncated(life, truncation.getValue())));
            }
        }
    }

    private StreamSegments truncated(Life life, long truncatedTo) throws IOException {
        try {
            return store.openTruncated(life.stream, life.generation, truncatedTo);
        } catch (CorruptionException e) {
            store.missing(e);
            return salvaged(life, truncatedTo, truncatedTo);
        }
    }
}
