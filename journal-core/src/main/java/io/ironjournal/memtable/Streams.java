package io.ironjournal.memtable;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalIOException;
import io.ironjournal.format.StreamName;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The streams of an open journal. An unused stream is only on the disk, and is opened at its next use. */
public final class Streams {

    private final SegmentStore store;
    private final StreamCache cache = new StreamCache();
    private final DirtyStreams dirtyStreams;

    /** Held while a stream is opened from the disk, so that it gets only one state. */
    private final ReentrantLock opening = new ReentrantLock();

    /** The streams whose memtables have entries, each once. */
    private final Queue<StreamState> unflushed = new ConcurrentLinkedQueue<>();

    private final FullMemtables full;

    private final List<StreamsWatcher> watchers = new CopyOnWriteArrayList<>();

    /**
     * Creates an object without streams in memory.
     *
     * @param store the segments of all streams
     * @param memory the memory for memtables
     */
    public Streams(SegmentStore store, MemtableMemory memory) {
        this.store = store;
        this.dirtyStreams = new DirtyStreams(memory);
        this.full = new FullMemtables(memory.limit());
    }

    /** Returns a stream's generation and its next id. */
    public StreamEnd extent(String stream) {
        StreamState state = forReading(stream);
        long next = state == null ? 0 : state.nextId();
        return state == null || next == 0 ? new StreamEnd(0, 0) : new StreamEnd(state.generation(), next);
    }

    /**
     * Throws an exception that says what is missing. If the operator allowed the loss, records it instead, and
     * continues.
     *
     * @param goOn changes the state in memory so that the same loss is not detected again
     */
    public void missing(CorruptionException missing, Runnable goOn) {
        missing(missing);
        goOn.run();
        store.requestRound();
    }

    /** Throws an exception that says what is missing. If the operator allowed the loss, records it instead. */
    public void missing(CorruptionException missing) {
        try {
            store.missing(missing);
        } catch (IOException e) {
            throw new JournalIOException("A loss cannot be recorded: " + e.getMessage(), e);
        }
    }

    public StreamState forWriting(String name) {
        StreamState found = cache.get(Objects.requireNonNull(name, "stream"));
        if (found != null) {
            return found;
        }
        StreamName.check(name);
        StreamState opened = open(name, true);
        if (opened == null) {
            throw new IllegalStateException("No state for stream " + Printable.name(name));
        }
        return opened;
    }

    public @Nullable StreamState forReading(String name) {
        StreamState found = cache.get(Objects.requireNonNull(name, "stream"));
        if (found != null) {
            return found;
        }
        StreamName.check(name);
        return open(name, false);
    }

    private @Nullable StreamState open(String name, boolean create) {
        opening.lock();
        try {
            StreamState found = cache.get(name);
            if (found != null) {
                return found;
            }
            StreamSegments segments = store.open(name);
            if (segments == null && !create) {
                return null;
            }
            StreamState opened = new StreamState(name, segments);
            cache.put(opened);
            if (segments == null) {
                watchers.forEach(watcher -> watcher.appeared(name));
            }
            return opened;
        } catch (IOException e) {
            throw new JournalIOException(
                    "Stream '" + Printable.name(name) + "' cannot be opened: " + e.getMessage(),
                    ErrorContext.ofStream(name),
                    e);
        } finally {
            opening.unlock();
        }
    }

    /** Returns a stream's state if it is in memory, or null. */
    public @Nullable StreamState cached(String name) {
        return cache.get(name);
    }

    /** Adds a stream that recovery has opened, or that begins a new generation. */
    public void put(StreamState state) {
        dirtyStreams.add(state);
        cache.put(state);
    }

    /** Keeps a stream in memory that is about to be changed, until the change is forced. */
    public void keepInMemory(StreamState state) {
        dirtyStreams.add(state);
    }

    /** Returns the streams with unforced changes. */
    public DirtyStreams dirtyStreams() {
        return dirtyStreams;
    }

    /** Wakes all followers of streams, so that they check whether the journal is still open. */
    public void wakeFollowers() {
        cache.all().forEach(StreamState::wakeFollowers);
        watchers.forEach(StreamsWatcher::wake);
    }

    /** Notifies an object of streams that are not in {@link #namesForFollowing} when this returns. */
    public void watch(StreamsWatcher watcher) {
        watchers.add(watcher);
    }

    /** Ends {@link #watch}. */
    public void unwatch(StreamsWatcher watcher) {
        watchers.remove(watcher);
    }

    public void queueForFlush(StreamState state) {
        if (state.markUnflushed()) {
            dirtyStreams.add(state);
            unflushed.add(state);
        }
        full.addIfFull(state);
    }

    /** Returns those streams whose memtables are worth a large write. */
    public FullMemtables full() {
        return full;
    }

    /** Removes and returns the streams whose memtables may have entries. Each is added again when it gets more. */
    public List<StreamState> takeUnflushed() {
        List<StreamState> taken = new ArrayList<>();
        for (StreamState state = unflushed.poll(); state != null; state = unflushed.poll()) {
            state.clearUnflushed();
            taken.add(state);
        }
        return taken;
    }

    /** Returns the names of all streams that have or had an entry. */
    public List<String> names() {
        return names(state -> state.nextId() > 0);
    }

    /** Returns the names of all streams, with those that may be about to get their first entry. */
    public List<String> namesForFollowing() {
        return names(state -> true);
    }

    private List<String> names(Predicate<StreamState> inMemory) {
        try {
            TreeSet<String> names = new TreeSet<>(store.streams());
            cache.all().stream().filter(inMemory).map(StreamState::name).forEach(names::add);
            return List.copyOf(names);
        } catch (IOException e) {
            throw new JournalIOException("The streams cannot be listed: " + e.getMessage(), e);
        }
    }
}
