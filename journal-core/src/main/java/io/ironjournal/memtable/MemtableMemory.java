package io.ironjournal.memtable;

import io.ironjournal.DiskFullException;
import io.ironjournal.WriteTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The memory that memtables, and writes on their way into them, may hold. Writers wait here, before they queue anything,
 * while the flusher makes room, and get it in the order in which they came, so that no large write is starved by small
 * ones; the committer never waits. A write larger than all of it passes when it is alone.
 */
public final class MemtableMemory {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long limit;
    private final long timeoutNanos;
    private final Relief relief;
    private final AtomicLong used = new AtomicLong();

    /** Part of it: what streams take besides their entries, which goes in rounds only. */
    private final AtomicLong held = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Those who wait, in the order in which they came. */
    private final Deque<Object> queue = new ArrayDeque<>();

    private volatile @Nullable Throwable stalled;

    /** Who frees memory and log. */
    public interface Relief {

        /** Whether writers have to wait for the log to become shorter. */
        boolean logTooLong();

        /** Whether waiting has no point any more. */
        boolean ended();

        /** Starts freeing if it is time to; returns at once, or when it is done. */
        void relieve();
    }

    /**
     * Starts empty.
     *
     * @param limit bytes
     * @param timeout how long a writer waits for them, or for the log to become shorter
     * @param relief who frees them
     */
    public MemtableMemory(long limit, Duration timeout, Relief relief) {
        this.limit = limit;
        this.timeoutNanos = timeout.toNanos();
        this.relief = relief;
    }

    /**
     * Takes memory, waiting for it if need be, interrupted or not.
     *
     * @throws DiskFullException when none can be freed because the disk is full
     * @throws WriteTimeoutException when there was none for too long
     */
    public void acquire(long bytes) {
        acquire(bytes, false);
    }

    /**
     * Takes memory for the entries of a prepared branch, which are durable. Waits for memory, but not for the log. Does not
     * wait on a full disk.
     *
     * @throws WriteTimeoutException when there was none for too long
     */
    public void acquireForCommit(long bytes) {
        acquire(bytes, true);
    }

    private void acquire(long bytes, boolean prepared) {
        relief.relieve();
        if (waiting.get() > 0 || !tryAcquire(bytes, prepared)) {
            awaitAndAcquire(bytes, prepared);
        }
    }

    private boolean tryAcquire(long bytes, boolean prepared) {
        while (true) {
            long now = used.get();
            boolean full = now > held.get() && now + bytes > limit;
            if ((full || (!prepared && relief.logTooLong())) && !relief.ended()) {
                return false;
            }
            if (used.compareAndSet(now, now + bytes)) {
                return true;
            }
        }
    }

    private void awaitAndAcquire(long bytes, boolean prepared) {
        boolean interrupted = false;
        long begin = System.nanoTime();
        Object ticket = new Object();
        lock.lock();
        waiting.incrementAndGet();
        queue.add(ticket);
        try {
            while (!tryAcquireInTurn(ticket, bytes, prepared)) {
                Throwable full = stalled;
                if (full != null && prepared) {
                    add(bytes);
                    return;
                }
                if (full != null) {
                    throw new DiskFullException(
                            "Memory for entries not yet in segments is used up, and the disk is too full to write them"
                                    + " away; nothing was written. Free space and try again.",
                            full);
                }
                relieveUnlocked();
                if (tryAcquireInTurn(ticket, bytes, prepared)) {
                    return;
                }
                long left = timeoutNanos - (System.nanoTime() - begin);
                if (left <= 0) {
                    throw timedOut(bytes, prepared);
                }
                interrupted |= stalled == null && awaitChange(Math.min(left, LOOK_AGAIN_NANOS));
            }
        } finally {
            waiting.decrementAndGet();
            queue.remove(ticket);
            changed.signalAll();
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean tryAcquireInTurn(Object ticket, long bytes, boolean prepared) {
        return (queue.peek() == ticket || relief.ended()) && tryAcquire(bytes, prepared);
    }

    private void relieveUnlocked() {
        lock.unlock();
        try {
            relief.relieve();
        } finally {
            lock.lock();
        }
    }

    /** Waits for a moment or a change, whichever comes first; tells whether it was interrupted. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops, and looks at what there is
    private boolean awaitChange(long nanos) {
        try {
            changed.awaitNanos(nanos);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private WriteTimeoutException timedOut(long bytes, boolean prepared) {
        String waited = "A write waited " + Duration.ofNanos(timeoutNanos).toMillis() + " ms (writeTimeout) for ";
        String advice = "; nothing was written. Try again later. If it happens often, write less, use a faster disk, or"
                + " raise writeTimeout or ";
        return new WriteTimeoutException(
                !prepared && relief.logTooLong()
                        ? waited + "the commit log to become shorter than logBudget" + advice + "logBudget."
                        : waited + bytes + " bytes of memory for entries that are not yet in segments, of which "
                                + used.get() + " bytes are in use and " + limit + " allowed (maxMemtableMemory)"
                                + advice
                                + "maxMemtableMemory.");
    }

    /** Takes memory without waiting, for what has been acknowledged already. */
    public void add(long bytes) {
        used.addAndGet(bytes);
    }

    public void release(long bytes) {
        used.addAndGet(-bytes);
        signal();
    }

    /** Accounts for a stream that has to stay in memory. */
    void hold(long bytes) {
        held.addAndGet(bytes);
        add(bytes);
    }

    /** That stream may go. */
    void letGo(long bytes) {
        release(bytes);
        held.addAndGet(-bytes);
        signal();
    }

    /** What streams take besides their entries. */
    long held() {
        return held.get();
    }

    /** Notes that the flusher cannot free anything for now, or with null that it can again. */
    public void stalled(@Nullable Throwable cause) {
        stalled = cause;
        signal();
    }

    /** Lets everybody who waits look again. */
    public void signal() {
        if (waiting.get() > 0) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    public long limit() {
        return limit;
    }

    public long used() {
        return used.get();
    }

    /** Whether it is time to free some: half is used up, or somebody waits. */
    public boolean pressed() {
        return used.get() > limit / 2 || waiting.get() > 0;
    }
}
