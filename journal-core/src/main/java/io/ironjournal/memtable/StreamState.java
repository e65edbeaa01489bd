package io.ironjournal.memtable;

import io.ironjournal.segment.StreamSegments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One stream of an open journal. */
public final class StreamState {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final String name;
    private final byte[] utf8;
    private final Memtable memtable = new Memtable();

    /** The second tier; null until something is flushed for the first time. */
    private volatile @Nullable StreamSegments segments;

    /** Where readers see the end. */
    private volatile long publishedNextId;

    /** Whether the flusher has this stream in its list. */
    private final AtomicBoolean unflushed = new AtomicBoolean();

    /** Whether it waits among the {@link FullMemtables}. */
    private final AtomicBoolean full = new AtomicBoolean();

    /** What the next write gets; used by the committer only. */
    private long nextId;

    /** The LSN of the record that created the stream, 0 before; written by the committer only. */
    private volatile long generation;

    /** The next life of the name, once this one was deleted; used by the committer only. */
    private @Nullable StreamState successor;

    private volatile boolean ended;
    private final AtomicInteger followers = new AtomicInteger();
    private final ReentrantLock following = new ReentrantLock();
    private final Condition published = following.newCondition();

    public StreamState(String name, @Nullable StreamSegments segments) {
        this.name = name;
        this.utf8 = name.getBytes(StandardCharsets.UTF_8);
        this.segments = segments;
        if (segments != null) {
            nextId = segments.nextId();
            publishedNextId = nextId;
            generation = segments.generation();
        }
    }

    public String name() {
        return name;
    }

    /** The name as records have it; not to be changed. */
    public byte[] utf8() {
        return utf8;
    }

    /** Gives ids to so many entries of a record and, if they are the first, the stream its generation. */
    public long assign(int count, long lsn) {
        if (generation == 0) {
            generation = lsn;
        }
        long first = nextId;
        nextId += count;
        return first;
    }

    /** What the next write gets; the committer asks. */
    public long assignedNextId() {
        return nextId;
    }

    /** Shows committed entries to readers. */
    public void publish(MemtableRun run) {
        memtable.add(run);
        publishUpTo(run.endId());
    }

    /** Shows committed entries to readers, all of them at once. */
    public void publish(List<MemtableRun> runs) {
        runs.forEach(memtable::add);
        publishUpTo(runs.get(runs.size() - 1).endId());
    }

    private void publishUpTo(long endId) {
        publishedNextId = endId;
        nextId = Math.max(nextId, endId);
        if (followers.get() > 0) {
            wakeFollowers();
        }
    }

    /** Where entries that come behind a deletion go; used by the committer only. */
    public StreamState beginAnotherLife() {
        StreamState next = new StreamState(name, null);
        successor = next;
        return next;
    }

    /** This state, or that of the life which began after this one ended. */
    public StreamState current() {
        StreamState state = this;
        while (state.successor != null) {
            state = state.successor;
        }
        return state;
    }

    /** Hides all entries for good; returns the memory that they held. */
    public long end() {
        ended = true;
        wakeFollowers();
        return memtable.clear();
    }

    /** Whether the stream was deleted. */
    public boolean ended() {
        return ended;
    }

    /**
     * Waits until there is an entry of an id, the stream is deleted, or {@code stop} says so after a call of
     * {@link #wakeFollowers}.
     *
     * @throws InterruptedException when interrupted
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

    /** Likewise, but no longer than that; tells whether there is such an entry. */
    public boolean awaitEntry(long id, BooleanSupplier stop, Duration timeout) throws InterruptedException {
        long left = timeout.compareTo(LONGEST) < 0 ? timeout.toNanos() : Long.MAX_VALUE;
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

    /** Whether opening the stream would find it as it is here. Called by whoever keeps the flusher from working. */
    boolean isClean() {
        StreamSegments flushed = segments;
        return ended || (memtable.isEmpty() && (flushed == null || flushed.isClean()));
    }

    public long firstId() {
        StreamSegments flushed = segments;
        return flushed == null ? 0 : flushed.firstId();
    }

    public long nextId() {
        return publishedNextId;
    }
}
