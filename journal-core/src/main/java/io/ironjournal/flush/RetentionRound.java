package io.ironjournal.flush;

import io.ironjournal.DiskFullException;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.Retention;
import io.ironjournal.RetentionReport;
import io.ironjournal.io.Storage;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.segment.StreamSizes;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.lang.ref.Reference;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One round of retention over all streams: removes the segments that the streams' rules no longer keep. */
public final class RetentionRound {

    /**
     * What all rounds of a journal use.
     *
     * @param rules finds the rule of a stream
     * @param readers whose entries are kept
     * @param clock says how old entries are
     */
    public record Parts(
            Streams streams,
            Storage storage,
            StreamRemoval removal,
            Function<String, Optional<Retention>> rules,
            StreamReaders readers,
            InstantSource clock) {}

    /** The most segments that are removed while nothing is flushed. Removing more could stop writers for seconds. */
    private static final int EACH_STEP = 64;

    /**
     * A stream of which a step has removed a part.
     *
     * @param keep the first id to keep, unless a reader has moved back
     */
    private record Unfinished(StreamState state, long keep) {}

    private record Report(int streams, int segments, long bytes, List<String> failures) implements RetentionReport {}

    private final Parts parts;
    private final Deque<String> names;
    private final Set<String> cleaned = new HashSet<>();
    private final List<String> failures = new ArrayList<>();
    private @Nullable Unfinished unfinished;
    private int segments;
    private long bytes;

    /** Begins a round over the streams that exist now. */
    public RetentionRound(Parts parts) {
        this.parts = parts;
        names = new ArrayDeque<>(parts.streams().names());
    }

    /** Returns whether no stream is left. */
    public boolean done() {
        return names.isEmpty();
    }

    /** Returns whether a backup needs the files, so that removals have to wait. */
    public boolean mustWait() {
        return parts.removal().mustWait();
    }

    /**
     * Examines the next stream, or goes on with the last one.
     *
     * @param patient whether to wait while a backup needs the files. Otherwise, the stream keeps its segments then
     * @return whether segments were removed
     * @throws JournalFailedException if the journal has failed
     */
    public boolean step(boolean patient) {
        String name = names.poll();
        Retention rule = name == null ? null : parts.rules().apply(name).orElse(null);
        if (name == null || rule == null) {
            return false;
        }
        int before = segments;
        try {
            if (mayHaveSeveralSegments(name)) {
                examine(name, rule, patient);
            }
        } catch (JournalFailedException e) {
            throw e;
        } catch (DiskFullException e) {
            // Each further attempt would use space of the log.
            names.clear();
            failures.add("Retention could not clean stream '" + Printable.name(name) + "', and left the later ones: "
                    + e.getMessage());
        } catch (JournalException | IOException e) {
            failures.add("Retention could not examine stream '" + Printable.name(name) + "': " + e.getMessage());
        }
        return segments > before;
    }

    /** Says quickly, without opening the stream, that an idle stream has no segment to remove. */
    private boolean mayHaveSeveralSegments(String name) throws IOException {
        return parts.streams().cached(name) != null || StreamSizes.segmentFiles(parts.storage(), name) > 1;
    }

    private void examine(String name, Retention rule, boolean patient) throws IOException {
        StreamState state = parts.streams().forReading(name);
        StreamSegments stored = state == null ? null : state.segments();
        if (state == null || stored == null) {
            return;
        }
        try {
            long keep = firstToKeep(state, stored, rule);
            if (keep > stored.firstId()) {
                remove(state, stored, rule, keep, patient);
            }
        } finally {
            // Keeps the state reachable. Otherwise the stream could be opened and truncated through another state.
            Reference.reachabilityFence(state);
        }
    }

    private long firstToKeep(StreamState state, StreamSegments stored, Retention rule) throws IOException {
        Unfinished begun = unfinished;
        unfinished = null;
        return begun != null && begun.state() == state
                ? begun.keep()
                : ExpiredEntries.firstToKeep(
                        stored,
                        rule,
                        slowest(state),
                        restored(state),
                        parts.clock().instant());
    }

    private void remove(StreamState state, StreamSegments stored, Retention rule, long keep, boolean patient)
            throws IOException {
        // If segments are copied to an archive, the thread of the flusher removes one at a time.
        int most = patient || !parts.removal().archives() ? EACH_STEP : 1;
        long to = Math.min(keep, StreamSizes.endOfOldest(stored, most));
        long size = StreamSizes.bytesBelow(stored, to);
        int removed = parts.removal().removeSegments(state, to, () -> passed(state, rule, to), patient);
        if (removed > 0 && to < keep) {
            names.addFirst(state.name());
            unfinished = new Unfinished(state, keep);
        }
        if (removed > 0) {
            cleaned.add(state.name());
            segments += removed;
            bytes += size;
        }
    }

    /** A cursor may have appeared, or moved back, since the first look. The order of the log decides. */
    private boolean passed(StreamState state, Retention rule, long keep) {
        StreamReaders readers = parts.readers();
        OptionalLong least = rule.isPastCursors()
                ? readers.restored(state.name(), state.generation())
                : readers.slowestMoving(state.name(), state.generation());
        return least.orElse(keep) >= keep;
    }

    private OptionalLong slowest(StreamState state) {
        return parts.readers().slowest(state.name(), state.generation());
    }

    private OptionalLong restored(StreamState state) {
        return parts.readers().restored(state.name(), state.generation());
    }

    /** Returns what was removed so far. */
    public RetentionReport report() {
        return new Report(cleaned.size(), segments, bytes, List.copyOf(failures));
    }
}
