package io.ironjournal.read;

import io.ironjournal.Entry;
import io.ironjournal.JournalException;
import io.ironjournal.StreamEntry;
import io.ironjournal.StreamsIterator;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import io.ironjournal.memtable.StreamsWatcher;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over several streams without an end. Streams with entries are in a queue. The committer adds a stream that
 * gets an entry, so a wait costs nothing for the streams without new entries, however many they are.
 */
final class StreamsFollower implements StreamsIterator, StreamsWatcher {

    /** The entries that a stream returns before the next one gets its turn. Neighbours share a frame that is read once. */
    private static final int TURN = 64;

    private final Streams streams;
    private final Predicate<String> names;
    private final ToLongFunction<String> fromId;
    private final OpenCheck open;

    /** Never held while a stream is opened, because that lock is held when a new stream is announced here. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition change = lock.newCondition();
    private final Map<String, FollowedStream> followed = new HashMap<>();
    private final Deque<FollowedStream> ready = new ArrayDeque<>();
    private final Queue<String> appeared = new ArrayDeque<>();
    private int turn;
    private boolean closed;

    /**
     * Creates an iterator that follows nothing yet.
     *
     * @param names returns whether to follow a stream that appears
     * @param fromId returns the first id to read of a stream
     * @param open says whether the journal was closed in the meantime
     */
    StreamsFollower(Streams streams, Predicate<String> names, ToLongFunction<String> fromId, OpenCheck open) {
        this.streams = streams;
        this.names = names;
        this.fromId = fromId;
        this.open = open;
    }

    /** Begins to follow streams, and all that match. Closes this object if that fails. */
    StreamsFollower started(Collection<String> chosen) {
        streams.watch(this);
        try {
            chosen.forEach(this::begin);
            streams.namesForFollowing().stream().filter(names).forEach(this::begin);
            return this;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void begin(String name) {
        if (!isFollowed(name)) {
            resume(name, fromId.applyAsLong(name));
        }
    }

    private boolean isFollowed(String name) {
        lock.lock();
        try {
            return followed.containsKey(name);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void resume(String stream, long id) {
        if (id < 0) {
            throw new IllegalArgumentException("id must not be negative: " + id);
        }
        StreamState state = open.whileOpen(() -> {
            StreamState found = streams.forWriting(stream);
            StreamReader.requireReadable(stream, found, id);
            return found;
        });
        lock.lock();
        try {
            if (closed) {
                return;
            }
            FollowedStream current = followed.get(stream);
            if (current == null || current.state() != state) {
                if (current != null) {
                    current.pause();
                    current.unwatch();
                }
                current = new FollowedStream(state, id, this);
                followed.put(stream, current);
                current.watch();
            } else {
                current.resumeAt(id);
            }
            offer(current);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause(String stream) {
        Objects.requireNonNull(stream, "stream");
        locked(() -> {
            FollowedStream current = followed.get(stream);
            if (current != null) {
                current.pause();
            }
        });
    }

    /** Called by the committer. */
    void changed(FollowedStream stream) {
        locked(() -> offer(stream));
    }

    private void offer(FollowedStream stream) {
        if (!stream.isQueued() && stream.isReady()) {
            stream.setQueued(true);
            ready.add(stream);
            change.signalAll();
        }
    }

    @Override
    public void appeared(String stream) {
        locked(() -> {
            if (!closed) {
                appeared.add(stream);
                change.signalAll();
            }
        });
    }

    @Override
    public void wake() {
        locked(change::signalAll);
    }

    @Override
    public boolean hasNext() {
        while (true) {
            String news;
            lock.lock();
            try {
                awaitChange();
                if (closed) {
                    return false;
                }
                news = appeared.poll();
                if (news == null) {
                    return first() != null;
                }
            } finally {
                lock.unlock();
            }
            if (names.test(news)) {
                begin(news);
            }
        }
    }

    /** Waits until there is anything to do. Returns early, and keeps the interrupt, if the thread is interrupted. */
    private void awaitChange() {
        if (!closed) {
            open.requireOpen();
        }
        while (!closed && appeared.isEmpty() && first() == null) {
            try {
                change.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!closed) {
                open.requireOpen();
            }
        }
    }

    /** Returns the stream whose turn it is, or null. Removes streams from the queue that have nothing to read. */
    private @Nullable FollowedStream first() {
        for (FollowedStream stream = ready.peek(); stream != null; stream = ready.peek()) {
            if (stream.isReady()) {
                return stream;
            }
            next(stream);
        }
        return null;
    }

    /** Ends a stream's turn. It stays in the queue if it has more to read. */
    private void next(FollowedStream stream) {
        turn = 0;
        ready.remove(stream);
        // Before the check, because the committer checks in the opposite order.
        stream.setQueued(false);
        offer(stream);
    }

    @Override
    public StreamEntry next() {
        while (hasNext()) {
            FollowedStream.Read read = take();
            if (read != null) {
                return read(read);
            }
        }
        throw new NoSuchElementException(this + " was closed, or its thread interrupted");
    }

    private FollowedStream.@Nullable Read take() {
        lock.lock();
        try {
            FollowedStream stream = first();
            return stream == null ? null : stream.read();
        } finally {
            lock.unlock();
        }
    }

    private StreamEntry read(FollowedStream.Read read) {
        FollowedStream stream = read.stream();
        try {
            if (stream.state().ended()) {
                throw StreamReader.deleted(stream.state(), read.id());
            }
            Entry entry = read.cursor().read(read.id());
            finish(stream, () -> stream.done(read));
            return new StreamEntry(stream.name(), entry);
        } catch (JournalException e) {
            finish(stream, () -> stream.failed(read));
            throw e;
        }
    }

    private void finish(FollowedStream stream, Runnable outcome) {
        locked(() -> {
            outcome.run();
            turn++;
            if (turn >= TURN || !stream.isReady()) {
                next(stream);
            }
        });
    }

    @Override
    public void close() {
        streams.unwatch(this);
        locked(() -> {
            closed = true;
            followed.values().forEach(FollowedStream::unwatch);
            followed.clear();
            ready.clear();
            appeared.clear();
            change.signalAll();
        });
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "StreamsIterator, without end";
    }
}
