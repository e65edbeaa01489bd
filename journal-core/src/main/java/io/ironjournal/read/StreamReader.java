package io.ironjournal.read;

import io.ironjournal.BeyondEndException;
import io.ironjournal.CorruptionException;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.EntryView;
import io.ironjournal.EntryViewIterator;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalIOException;
import io.ironjournal.StreamsIterator;
import io.ironjournal.TruncatedException;
import io.ironjournal.memtable.MemtableRun;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.segment.StreamTimes;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads entries: first from the memtable, then from the segments. Entries move between them in that order. */
public final class StreamReader {

    /** With this number of entries in one packed frame, reading the frame is cheaper than reading them one by one. */
    private static final int MIN_WHOLE_FRAME = 8;

    private final Streams streams;

    public StreamReader(Streams streams) {
        this.streams = streams;
    }

    public Optional<byte[]> get(String stream, long id) {
        return entry(stream, id).map(Entry::data);
    }

    /** Returns an entry, or empty if it does not exist yet or was truncated. */
    public Optional<Entry> entry(String stream, long id) {
        StreamState state = streams.forReading(stream);
        if (state == null || id >= state.nextId() || id < state.firstId()) {
            return Optional.empty();
        }
        StreamSegments flushed = state.segments();
        if (flushed == null || id >= flushed.nextId()) {
            MemtableRun run = state.memtable().find(id);
            if (run != null) {
                return Optional.of(run.entry(id));
            }
        }
        StreamSegments segments = segments(state);
        try {
            return segments == null ? Optional.empty() : Optional.ofNullable(segments.entry(id));
        } catch (IOException e) {
            throw failed(stream, id, e);
        } finally {
            // Keeps the state reachable. Otherwise the stream could be opened and truncated through another state.
            Reference.reachabilityFence(state);
        }
    }

    /** Returns a view of an entry, or empty if it does not exist yet or was truncated. */
    public Optional<EntryView> view(String stream, long id) {
        StreamState state = streams.forReading(stream);
        if (state == null || id >= state.nextId() || id < state.firstId()) {
            return Optional.empty();
        }
        return StreamViews.one(state, id);
    }

    /**
     * Reads several entries in the order of their ids, so that a frame with several of them is read once. Returns them
     * in the requested order.
     */
    public List<Optional<byte[]>> getBatch(String stream, long... ids) {
        List<Optional<byte[]>> found = new ArrayList<>(Collections.nCopies(ids.length, Optional.empty()));
        StreamState state = streams.forReading(stream);
        if (state == null) {
            return found;
        }
        EntryCursor cursor = new EntryCursor(state);
        int[] ascending = ascending(ids);
        for (int i = 0; i < ascending.length; i++) {
            long id = ids[ascending[i]];
            if (id >= state.firstId() && id < state.nextId()) {
                int many = i + MIN_WHOLE_FRAME - 1;
                long laterId = many < ascending.length ? ids[ascending[many]] : Long.MAX_VALUE;
                found.set(ascending[i], readIfPresent(cursor, id, laterId));
            }
        }
        return found;
    }

    /** Returns the indexes of the ids in ascending order. Most callers request them in that order. */
    private static int[] ascending(long[] ids) {
        IntStream places = IntStream.range(0, ids.length);
        for (int i = 1; i < ids.length; i++) {
            if (ids[i] < ids[i - 1]) {
                return places.boxed()
                        .sorted(Comparator.comparingLong(place -> ids[place]))
                        .mapToInt(Integer::intValue)
                        .toArray();
            }
        }
        return places.toArray();
    }

    private static Optional<byte[]> readIfPresent(EntryCursor cursor, long id, long laterId) {
        try {
            return Optional.of(cursor.read(id, laterId).data());
        } catch (TruncatedException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens an iterator over the entries that are committed now.
     *
     * @param requireOpen throws if the journal was closed in the meantime
     */
    public EntryIterator iterate(String stream, long fromId, Runnable requireOpen) {
        StreamState state = streams.forReading(stream);
        requireReadable(stream, state, fromId);
        return new StreamIterator(stream, state, fromId, state == null ? 0 : state.nextId(), requireOpen);
    }

    /**
     * Opens an iterator over views of the entries that are committed now.
     *
     * @param requireOpen throws if the journal was closed in the meantime
     */
    public EntryViewIterator iterateViews(String stream, long fromId, Runnable requireOpen) {
        StreamState state = streams.forReading(stream);
        requireReadable(stream, state, fromId);
        return new StreamViews(stream, state, fromId, state == null ? 0 : state.nextId(), requireOpen);
    }

    /**
     * Opens an iterator over the committed entries below an id, from the last to the first.
     *
     * @param requireOpen throws if the journal was closed in the meantime
     */
    public EntryIterator iterateBackwards(String stream, long endId, Runnable requireOpen) {
        StreamState state = streams.forReading(stream);
        requireReadable(stream, state, endId);
        return new BackwardIterator(stream, state, state == null ? 0 : state.firstId(), endId, requireOpen);
    }

    /** Opens an iterator that waits for new entries. */
    public EntryIterator follow(String stream, long fromId, Runnable requireOpen) {
        StreamState state = streams.forWriting(stream);
        requireReadable(stream, state, fromId);
        return new FollowingIterator(state, fromId, requireOpen);
    }

    /** Opens an iterator that waits for new entries of several streams. */
    public StreamsIterator follow(Set<String> names, ToLongFunction<String> fromId, OpenCheck open) {
        StreamsFollower follower = new StreamsFollower(streams, name -> false, fromId, open);
        return follower.started(names);
    }

    /** Opens an iterator that waits for new entries of all matching streams, also of streams that do not exist yet. */
    public StreamsIterator followMatching(Predicate<String> names, ToLongFunction<String> fromId, OpenCheck open) {
        StreamsFollower follower = new StreamsFollower(streams, names, fromId, open);
        return follower.started(List.of());
    }

    /** Waits until an id has an entry. The stop condition is checked after each {@link Streams#wakeFollowers}. */
    public interface Wait {
        boolean await(long id, BooleanSupplier stop, Duration timeout) throws InterruptedException;
    }

    /** Returns an object that waits for entries of a stream in its present generation. */
    public Wait waitFor(String stream) {
        return streams.forWriting(stream)::awaitEntry;
    }

    static void requireReadable(String stream, @Nullable StreamState state, long fromId) {
        long end = state == null ? 0 : state.nextId();
        long first = state == null ? 0 : state.firstId();
        if (fromId > end) {
            throw new BeyondEndException(
                    "Stream '" + Printable.name(stream) + "' ends before id " + end + ": it cannot be read from id "
                            + fromId,
                    ErrorContext.ofStream(stream).withId(fromId),
                    null);
        }
        if (fromId < first) {
            throw new TruncatedException(
                    "Stream '" + Printable.name(stream) + "' cannot be read from id " + fromId
                            + ", because it begins at id " + first
                            + ": the entries before were truncated. Read from firstId on",
                    ErrorContext.ofStream(stream).withId(fromId),
                    null);
        }
    }

    /**
     * Opens an iterator over the entries that are committed now, from the first one at or after a time.
     *
     * @param requireOpen throws if the journal was closed in the meantime
     */
    public EntryIterator iterateFrom(String stream, long time, Runnable requireOpen) {
        StreamState state = streams.forReading(stream);
        long first = state == null ? 0 : firstIdAt(state, time);
        return new StreamIterator(stream, state, first, state == null ? 0 : state.nextId(), requireOpen);
    }

    /** Opens an iterator that waits for new entries, from the first one at or after a time. */
    public EntryIterator followFrom(String stream, long time, Runnable requireOpen) {
        StreamState state = streams.forWriting(stream);
        return new FollowingIterator(state, firstIdAt(state, time), requireOpen);
    }

    /** Returns the id of the first entry with a time at or after the given one, or the next id if there is none. */
    public long firstIdAt(String stream, long time) {
        StreamState state = streams.forReading(stream);
        return state == null ? 0 : firstIdAt(state, time);
    }

    private static long firstIdAt(StreamState state, long time) {
        long end = state.nextId();
        MemtableRun run = state.memtable().firstAt(time);
        StreamSegments segments = state.segments();
        if (segments != null && segments.lastTime() >= time) {
            try {
                return StreamTimes.firstIdAt(segments, time);
            } catch (IOException e) {
                throw new JournalIOException(
                        "The times of stream '" + Printable.name(state.name()) + "' cannot be read: " + e.getMessage(),
                        ErrorContext.ofStream(state.name()),
                        e);
            } finally {
                Reference.reachabilityFence(state);
            }
        }
        return run == null ? end : run.firstId();
    }

    public long firstId(String stream) {
        StreamState state = streams.forReading(stream);
        return state == null ? 0 : state.firstId();
    }

    public long nextId(String stream) {
        StreamState state = streams.forReading(stream);
        return state == null ? 0 : state.nextId();
    }

    /** Returns the segments, or null if the stream was deleted before any entry was flushed. */
    static @Nullable StreamSegments segments(StreamState state) {
        StreamSegments segments = state.segments();
        if (segments == null && !state.ended()) {
            throw new CorruptionException(
                    "Stream '" + state.name() + "' has entries in neither memtable nor segments",
                    ErrorContext.ofStream(state.name()),
                    null);
        }
        return segments;
    }

    static TruncatedException deleted(StreamState state, long id) {
        return new TruncatedException(
                "Stream '" + Printable.name(state.name()) + "' was deleted: entry " + id + " is gone",
                ErrorContext.ofStream(state.name()).withId(id),
                null);
    }

    static JournalIOException failed(String stream, long id, IOException cause) {
        return new JournalIOException(
                "Entry " + id + " of stream '" + Printable.name(stream) + "' cannot be read: " + cause.getMessage(),
                ErrorContext.ofStream(stream).withId(id),
                cause);
    }
}
