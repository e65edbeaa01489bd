package io.ironjournal.memtable;

import io.ironjournal.DiskFullException;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.figures.Recording;
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
 * Limits the memory of memtables. A writer acquires memory for its entries before it queues its write. If too much is in
 * use, the writer waits until the flusher has freed some. Writers get memory in the order of their arrival, so a large
 * write does not wait for ever while small ones pass. A write that is larger than the limit gets its memory when no
 * other entry is in memory. The committer never waits here.
 */
public final class MemtableMemory {

    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long limit;
    private final long timeoutNanos;
    private final Reclaimer reclaimer;
    private final JournalFigures figures;
    private final AtomicLong used = new AtomicLong();

    /** The part of {@code used} that dirty streams take besides their entries. Only rounds of the flusher free it. */
    private final AtomicLong streamMemory = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();

    /** The waiting writers, in the order of their arrival. */
    private final Deque<Object> queue = new ArrayDeque<>();

    private volatile @Nullable Throwable stalled;

    /** Frees memory and log space. */
    public interface Reclaimer {

        /** Returns whether writers have to wait for the log to become shorter. */
        boolean logTooLong();

        /** Returns whether nothing frees memory any more, because the journal closes or has failed. */
        boolean ended();

        /** Requests that memory is freed if that is necessary. May free it before it returns. */
        void reclaim();
    }

    /**
     * Creates the limit. No memory is in use yet.
     *
     * @param limit the memory in bytes
     * @param timeout how long a writer waits for memory, or for the log to become shorter
     * @param reclaimer frees memory and log space
     * @param figures counts how long writers wait
     */
    public MemtableMemory(long limit, Duration timeout, Reclaimer reclaimer, JournalFigures figures) {
        this.figures = figures;
        this.limit = limit;
        this.timeoutNanos = timeout.toNanos();
        this.reclaimer = reclaimer;
    }

    /**
     * Acquires memory. Waits for it if necessary. An interrupt does not end the wait.
     *
     * @throws DiskFullException if no memory can be freed because the disk is full
     * @throws WriteTimeoutException if no memory was free within the timeout
     */
    public void acquire(long bytes) {
        acquire(bytes, false);
    }

    /**
     * Acquires memory for the entries of a prepared branch. They are durable already, so this does not wait for the log to
     * become shorter. On a full disk it does not wait either, and exceeds the limit.
     *
     * @throws WriteTimeoutException if no memory was free within the timeout
     */
    public void acquireForCommit(long bytes) {
        acquire(bytes, true);
    }

    private void acquire(long bytes, boolean prepared) {
        reclaimer.reclaim();
        if (waiting.get() > 0 || !tryAcquire(bytes, prepared)) {
            awaitAndAcquire(bytes, prepared);
        }
    }

    private boolean tryAcquire(long bytes, boolean prepared) {
        while (true) {
            long now = used.get();
            boolean full = now > streamMemory.get() && now + bytes > limit;
            if ((full || (!prepared && reclaimer.logTooLong())) && !reclaimer.ended()) {
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
        Recording event = figures.events().writerBlocked();
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
                    throw noMemoryOnFullDisk(full);
                }
                reclaimUnlocked();
                if (tryAcquireInTurn(ticket, bytes, prepared)) {
                    return;
                }
                long left = timeoutNanos - (System.nanoTime() - begin);
                if (left <= 0) {
                    throw timedOut(bytes, prepared);
                }
                interrupted |= stalled == null && awaitChange(Math.min(left, RECHECK_NANOS));
            }
        } finally {
            waiting.decrementAndGet();
            queue.remove(ticket);
            changed.signalAll();
            lock.unlock();
            figures.waits().addShared(System.nanoTime() - begin);
            event.finish(bytes);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean tryAcquireInTurn(Object ticket, long bytes, boolean prepared) {
        return (queue.peek() == ticket || reclaimer.ended()) && tryAcquire(bytes, prepared);
    }

    private void reclaimUnlocked() {
        lock.unlock();
        try {
            reclaimer.reclaim();
        } finally {
            lock.lock();
        }
    }

    /** Waits briefly, or for a change. Returns whether the thread was interrupted. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops and checks the condition
    private boolean awaitChange(long nanos) {
        try {
            changed.awaitNanos(nanos);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static DiskFullException noMemoryOnFullDisk(Throwable full) {
        return new DiskFullException(
                "No memory is free for entries that are not yet in segments, and the disk is too full to write"
                        + " such entries. Nothing was written. Free disk space and try again.",
                full);
    }

    private WriteTimeoutException timedOut(long bytes, boolean prepared) {
        String waited = "A write waited " + Duration.ofNanos(timeoutNanos).toMillis() + " ms (writeTimeout) for ";
        String advice = "; nothing was written. Try again later. If it happens often, write less, use a faster disk, or"
                + " raise writeTimeout or ";
        return new WriteTimeoutException(
                !prepared && reclaimer.logTooLong()
                        ? waited + "the commit log to become shorter than logBudget" + advice + "logBudget."
                        : waited + bytes + " bytes of memory for entries that are not yet in segments, of which "
                                + used.get() + " bytes are in use and " + limit + " allowed (maxMemtableMemory)"
                                + advice
                                + "maxMemtableMemory.");
    }

    /** Adds to the memory in use without waiting, for entries that are already durable. May exceed the limit. */
    public void add(long bytes) {
        used.addAndGet(bytes);
    }

    /** Releases memory, and wakes waiting writers. */
    public void release(long bytes) {
        used.addAndGet(-bytes);
        signal();
    }

    /** Adds the memory of a stream that became dirty. */
    void addStream(long bytes) {
        streamMemory.addAndGet(bytes);
        add(bytes);
    }

    /** Releases the memory of a stream that is no longer dirty. */
    void releaseStream(long bytes) {
        release(bytes);
        streamMemory.addAndGet(-bytes);
        signal();
    }

    /** Returns the memory that streams use besides their entries. */
    long streamMemory() {
        return streamMemory.get();
    }

    /**
     * Records whether the flusher can free memory.
     *
     * @param cause why it cannot, because the disk is full; null when it can again
     */
    public void stalled(@Nullable Throwable cause) {
        stalled = cause;
        signal();
    }

    /** Wakes all waiting writers. */
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

    /** Returns the limit in bytes. */
    public long limit() {
        return limit;
    }

    /** Returns the memory in use, in bytes. */
    public long used() {
        return used.get();
    }

    /** Returns whether memory should be freed: more than half of the limit is in use, or a writer waits. */
    public boolean flushDue() {
        return used.get() > limit / 2 || waiting.get() > 0;
    }
}
