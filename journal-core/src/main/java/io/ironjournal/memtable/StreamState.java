package io.ironjournal.memtable;

import io.ironjournal.segment.StreamSegments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One stream of an open journal. */
public final class StreamState {

    private final String name;
    private final byte[] utf8;
    private final Memtable memtable = new Memtable();

    /** The first id, while there are no segments. */
    private final long begin;

    /** The segments, or null until the first flush. */
    private volatile @Nullable StreamSegments segments;

    /** The end of the stream that readers see. */
    private volatile long publishedNextId;

    /** Whether the stream is in the flusher's list. */
    private final AtomicBoolean unflushed = new AtomicBoolean();

    /** Whether the stream is in the list of {@link FullMemtables}. */
    private final AtomicBoolean full = new AtomicBoolean();

    /** The id for the next write. Used only by the committer. */
    private long nextId;

    /** The time of the last assigned entry. Used only by the committer. */
    private long lastTime;

    /** The LSN of the record that created the stream, or 0 before. Written only by the committer. */
    private volatile long generation;

    /** The next generation of the name, after this one was deleted. Used only by the committer. */
    private @Nullable StreamState successor;

    private volatile boolean ended;
    private final AtomicInteger followers = new AtomicInteger();
    private final ReentrantLock following = new ReentrantLock();
    private final Condition published = following.newCondition();

    /** Are called with the followers. Replaced as a whole, under the lock. */
    private volatile List<Runnable> watchers = List.of();

    public StreamState(String name, @Nullable StreamSegments segments) {
        this(name, segments, 0);
    }

    private StreamState(String name, @Nullable StreamSegments segments, long begin) {
        this.name = name;
        this.begin = begin;
        nextId = begin;
        publishedNextId = begin;
        this.utf8 = name.getBytes(StandardCharsets.UTF_8);
        this.segments = segments;
        if (segments != null) {
            nextId = segments.nextId();
            lastTime = segments.lastTime();
            publishedNextId = nextId;
            generation = segments.generation();
        }
    }

    /** Returns the state of a new stream whose first entry gets an id above 0. */
    public static StreamState beginningAt(long firstId, String name) {
        return new StreamState(name, null, firstId);
    }

    public String name() {
        return name;
    }

    /** Returns the name as records encode it. Must not be changed. */
    public byte[] utf8() {
        return utf8;
    }

    /** Returns the time of the next entries at a time of the clock. It is never before that of the last entry. */
    public long timeFor(long clock) {
        return Math.max(clock, lastTime);
    }

    /**
     * Assigns ids to entries of a record. The first entries also give the stream its generation.
     *
     * @param time the time of the record, not before {@link #timeFor}
     */
    public long assign(int count, long lsn, long time) {
        lastTime = time;
        if (generation == 0) {
            generation = lsn;
        }
        long first = nextId;
        nextId += count;
        return first;
    }

    /** Returns the id for the next write. Called by the committer. */
    public long assignedNextId() {
        return nextId;
    }

    /** Makes committed entries visible to readers. */
    public void publish(MemtableRun run) {
        memtable.add(run);
        publishUpTo(run);
    }

    /** Makes committed entries visible to readers, all at once. */
    public void publish(List<MemtableRun> runs) {
        runs.forEach(memtable::add);
        publishUpTo(runs.get(runs.size() - 1));
    }

    private void publishUpTo(MemtableRun last) {
        publishedNextId = last.endId();
        nextId = Math.max(nextId, last.endId());
        lastTime = Math.max(lastTime, last.time());
        if (followers.get() > 0) {
            wakeFollowers();
        }
    }

    /** Returns the state for entries that follow a deletion. Used only by the committer. */
    public StreamState startNextGeneration() {
        StreamState next = new StreamState(name, null);
        successor = next;
        return next;
    }

    /** Returns this state, or that of the generation that followed it. */
    public StreamState current() {
        StreamState state = this;
        while (state.successor != null) {
            state = state.successor;
        }
        return state;
    }

    /** Hides all entries permanently, and returns the memory that they used. */
    public long end() {
        ended = true;
        wakeFollowers();
        return memtable.clear();
    }

    /** Returns whether the stream was deleted. */
    public boolean ended() {
        return ended;
    }

    /**
     * Waits until an id has an entry, the stream is deleted, or {@code stop} returns true after a call of
     * {@link #wakeFollowers}.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitEntry(long id, BooleanSupplier stop) throws InterruptedException {
        followers.incrementAndGet();
        following.lock();
        try {
            while (publishedNextId <= id && !ended && !stop.getAsBoolean()) {
                published.await();
            }
        } finally {
            following.unlock();
            followers.decrementAndGet();
        }
    }

    /** Waits no longer than this time. Returns whether there is such an entry. */
    public boolean awaitEntry(long id, BooleanSupplier stop, Duration timeout) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(timeout);
        followers.incrementAndGet();
        following.lock();
        try {
            while (publishedNextId <= id && !ended && !stop.getAsBoolean() && left > 0) {
                left = published.awaitNanos(left);
            }
            return publishedNextId > id && !ended;
        } finally {
            following.unlock();
            followers.decrementAndGet();
        }
    }

    public void wakeFollowers() {
        following.lock();
        try {
            published.signalAll();
        } finally {
            following.unlock();
        }
        watchers.forEach(Runnable::run);
    }

    /**
     * Calls an object after each change that followers wait for: new entries, the deletion of the stream, and
     * {@link #wakeFollowers}. The committer calls it, so it must not wait. The caller checks the stream once afterwards.
     */
    public void watch(Runnable watcher) {
        following.lock();
        try {
            List<Runnable> more = new ArrayList<>(watchers);
            more.add(watcher);
            watchers = List.copyOf(more);
        } finally {
            following.unlock();
        }
        followers.incrementAndGet();
    }

    /** Ends {@link #watch}. */
    public void unwatch(Runnable watcher) {
        following.lock();
        try {
            List<Runnable> less = new ArrayList<>(watchers);
            if (less.remove(watcher)) {
                watchers = List.copyOf(less);
                followers.decrementAndGet();
            }
        } finally {
            following.unlock();
        }
    }

    boolean markUnflushed() {
        return !unflushed.get() && unflushed.compareAndSet(false, true);
    }

    void clearUnflushed() {
        unflushed.set(false);
    }

    boolean markFull() {
        return !full.get() && full.compareAndSet(false, true);
    }

    void clearFull() {
        full.set(false);
    }

    public long generation() {
        return generation;
    }

    public Memtable memtable() {
        return memtable;
    }

    public @Nullable StreamSegments segments() {
        return segments;
    }

    public void segments(StreamSegments created) {
        segments = created;
    }

    /** Returns whether opening the stream would find it in this state. Called while the flusher is paused. */
    boolean isClean() {
        StreamSegments flushed = segments;
        return ended || (memtable.isEmpty() && (flushed == null || flushed.isClean()));
    }

    public long firstId() {
        StreamSegments flushed = segments;
        return flushed == null ? begin : flushed.firstId();
    }

    public long nextId() {
        return publishedNextId;
    }
}
