package io.ironjournal.log;

import io.ironjournal.spi.log.CommitLog;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Group commit. Callers queue their writes; whoever finds the committer idle runs it, for one group. What was queued
 * meanwhile is taken over by the committer's own thread, group after group, until the queue is empty: a lone writer pays
 * no hand-off, many writers fill the next group while one is being made durable. There is no timer and no fixed delay.
 *
 * <p>On a log that takes several groups at a time, the next one is sent before the first is complete. A log reports outcomes
 * on threads of its own, which only wake the committer.
 *
 * <p>The first failure, whatever it is, ends all writing: the log cannot be trusted after it, so nothing is retried.
 */
public final class Committer {

    private final CommitLog log;
    private final CommitListener listener;
    private final @Nullable CommitterThread thread;
    private final WriteQueue queue = new WriteQueue();

    /** Held by whoever runs the committer. */
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Used by the holder only. */
    private final CommitPipeline pipeline;

    /** Whether a group is complete that nobody has looked at. */
    private volatile boolean completed;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * Starts on a log that recovery has made ready.
     *
     * @param callbacks runs the code of those who did not wait
     * @param threaded whether a thread of our own takes over what queues up; without one, whoever runs the committer goes
     *     on until the queue is empty
     */
    public Committer(CommitLog log, CommitListener listener, Executor callbacks, boolean threaded) {
        CommitFailures.prepare();
        this.log = log;
        this.listener = listener;
        this.pipeline = new CommitPipeline(this, log, listener, callbacks);
        this.thread = threaded ? CommitterThread.start(this::runQueue) : null;
    }

    /** Queues a write and waits until it is complete. */
    public void execute(Write write) {
        queue.add(write);
        if (busy.compareAndSet(false, true)) {
            try {
                runOnce();
            } finally {
                release();
            }
        }
        write.await();
    }

    /** Queues a write without waiting. */
    public void submit(Write write) {
        queue.add(write);
        if (busy.compareAndSet(false, true)) {
            handOver();
        }
    }

    /** Everything below this LSN is durable, and can be seen by readers. */
    public long durable() {
        return Math.min(pipeline.applied(), log.durable());
    }

    /** How many bytes callers were told of that are not durable, about; 0 when there are none. */
    public long unforced() {
        return pipeline.unforced();
    }

    /** Whether the log can hold a group that is not durable until it is told to make it so. */
    public boolean handsOver() {
        return log.capabilities().handsOver();
    }

    /** Returns once everything that callers were told of is durable. */
    public void forceAll() {
        if (unforced() > 0) {
            execute(new DurableNote(true));
        }
    }

    /**
     * Makes durable what callers were told of so far, while others go on writing. A log that hands nothing
     * over does so by itself.
     */
    public void forceBehind() {
        if (!handsOver()) {
            return;
        }
        try {
            long before = durable();
            log.commitHandedOver();
            if (durable() > before) {
                listener.forcedBehind();
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Reserves room for the outcome of a prepared branch that recovery found. */
    public void reserve(int contentLength) {
        pipeline.keepRoom(contentLength);
    }

    /** Releases the reservation for an outcome that recovery found. */
    public void releaseReservation(int contentLength) {
        pipeline.releaseRoom(contentLength);
    }

    /** Records written since opening. */
    public long records() {
        return pipeline.records();
    }

    /** What ended all writing; null while the committer works. */
    public @Nullable Throwable failure() {
        return failure.get();
    }

    /** Fails once writing has ended. */
    public void requireWorking() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw CommitFailures.earlier(failed);
        }
    }

    /** Ends all writing for a failure that was met elsewhere; the first one counts. */
    public void fail(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            listener.failed(cause);
        }
    }

    /** Ends the committer's thread. Nobody queues writes any more. */
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }

    /** Has the outcome of a group looked at; by any thread. */
    void groupCompleted() {
        completed = true;
        if (busy.compareAndSet(false, true)) {
            handOver();
        }
    }

    /** Gives up the committer, unless there is more to do. */
    private void release() {
        boolean full = pipeline.isFull();
        if (hasMore(full)) {
            handOver();
            return;
        }
        busy.set(false);
        if (hasMore(full) && busy.compareAndSet(false, true)) {
            handOver();
        }
    }

    /** Whether there is anything to do; when the log takes no more groups, only a complete one is. */
    private boolean hasMore(boolean full) {
        return completed || (!full && !queue.isEmpty());
    }

    private void handOver() {
        if (thread != null) {
            thread.wake();
        } else {
            runQueue();
        }
    }

    private void runOnce() {
        if (completed) {
            completed = false;
        }
        pipeline.run(queue);
    }

    private void runQueue() {
        boolean full;
        do {
            do {
                runOnce();
                full = pipeline.isFull();
            } while (hasMore(full));
            busy.set(false);
        } while (hasMore(full) && busy.compareAndSet(false, true));
    }
}
