package io.ironjournal.log;

import io.ironjournal.figures.JournalFigures;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogFullException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Implements group commit. Callers queue their writes. A caller that finds the committer idle runs it for one group.
 * The committer's own thread then handles the writes that were queued meanwhile, group by group, until the queue is
 * empty. So a single writer needs no hand-off, and many writers fill the next group while one is being forced. There is
 * no timer and no fixed delay.
 *
 * <p>On a log that accepts several groups at a time, the next group is sent before the first is complete. The log
 * reports outcomes on its own threads, which only wake the committer.
 *
 * <p>The first failure of any kind ends all writing. The log cannot be trusted after it, so nothing is retried.
 */
public final class Committer {

    private final CommitLog log;
    private final CommitListener listener;
    private final @Nullable CommitterThread thread;
    private final WriteQueue queue = new WriteQueue();

    /** True while a thread runs the committer. */
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Used only by the thread that runs the committer. */
    private final CommitPipeline pipeline;

    /** Whether a group is complete but not yet applied. */
    private volatile boolean completed;

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * Starts on a log that recovery has opened.
     *
     * @param callbacks runs the listeners of callers that do not wait
     * @param clock the system clock, for the times of entries
     * @param figures counts groups, entries and forces
     * @param limit the limit of the journal's disk space; null if there is none
     * @param threaded whether an own thread handles writes that queue up; otherwise the caller that runs the committer
     *     continues until the queue is empty
     */
    public Committer(
            CommitLog log,
            CommitListener listener,
            Executor callbacks,
            InstantSource clock,
            JournalFigures figures,
            @Nullable DiskLimit limit,
            boolean threaded) {
        this(
                log,
                listener,
                callbacks,
                clock,
                new GroupCounts(log, figures),
                new FullLog(figures.space(), limit),
                threaded);
    }

    Committer(
            CommitLog log,
            CommitListener listener,
            Executor callbacks,
            InstantSource clock,
            GroupCounts counts,
            FullLog fullLog,
            boolean threaded) {
        CommitFailures.prepare();
        this.log = log;
        this.listener = listener;
        this.pipeline = new CommitPipeline(this, log, listener, callbacks, clock, counts, fullLog);
        this.thread = threaded ? CommitterThread.start(this::runQueue) : null;
    }

    /** Queues a write and waits until it is complete. */
    public void execute(Write write) {
        queue.add(write);
        runIfIdle();
        write.await();
    }

    /**
     * Queues writes directly one behind the other, and waits until all are complete. As a rule they are in one group.
     *
     * @param required the number of writes, from the first one, of which each must succeed. The first failure of them is
     *     thrown; the caller asks the others whether they were applied
     */
    public void execute(List<? extends Write> writes, int required) {
        queue.addAll(writes);
        runIfIdle();
        // The last one completes last, as a rule, so this thread is woken once.
        for (int i = writes.size() - 1; i >= 0; i--) {
            writes.get(i).awaitCompletion();
        }
        for (int i = 0; i < required; i++) {
            writes.get(i).await();
        }
    }

    /**
     * Queues a write that nobody waits for, without running the committer. It is written before the next write, or at once
     * if the committer runs.
     */
    public void leave(Write write) {
        queue.add(write);
        listener.writeLeft();
    }

    private void runIfIdle() {
        if (busy.compareAndSet(false, true)) {
            try {
                runOnce();
            } finally {
                release();
            }
        }
    }

    /** Queues a write without waiting. */
    public void submit(Write write) {
        queue.add(write);
        if (busy.compareAndSet(false, true)) {
            handOver();
        }
    }

    /** Returns the LSN below which everything is durable and visible to readers. */
    public long durable() {
        return Math.min(pipeline.applied(), log.durable());
    }

    /** Returns approximately how many acknowledged bytes are not durable; 0 when all are durable. */
    public long unforced() {
        return pipeline.unforced();
    }

    /** Returns whether the log can take a group without making it durable at once. */
    public boolean handsOver() {
        return log.capabilities().handsOver();
    }

    /** Makes all acknowledged records durable. */
    public void forceAll() {
        if (unforced() > 0) {
            execute(new DurableNote(true));
        }
    }

    /**
     * Makes the records that are acknowledged so far durable, while other threads continue writing. Does nothing on a
     * log without hand-over, which makes them durable by itself.
     */
    public void forceBehind() {
        if (!handsOver()) {
            return;
        }
        try {
            long before = durable();
            log.commitHandedOver();
            if (durable() > before) {
                listener.forcedLater();
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Reserves room for the outcome of a prepared branch that recovery found. */
    public void reserve(int contentLength) {
        pipeline.reserveForLater(contentLength);
    }

    /** Releases the reservation for an outcome that recovery found. */
    public void releaseReservation(int contentLength) {
        pipeline.releaseReservation(contentLength);
    }

    /** Returns how many records were written since opening. */
    public long records() {
        return pipeline.records();
    }

    /** Returns the failure that ended all writing; null while the committer works. */
    public @Nullable Throwable failure() {
        return failure.get();
    }

    /** Returns why the log has no space; null if the last write found some, or if that is long ago. */
    public @Nullable LogFullException full() {
        return pipeline.full();
    }

    /** Throws the failure that ended all writing; does nothing while the committer works. */
    public void requireWorking() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw CommitFailures.earlier(failed);
        }
    }

    /** Ends all writing because of a failure elsewhere. Only the first failure counts. */
    public void fail(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            listener.failed(cause);
        }
    }

    /** Ends the committer's thread. The caller makes sure that no thread queues writes any more. */
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }

    /** Makes the committer apply a completed group. Called by any thread. */
    void groupCompleted() {
        completed = true;
        if (busy.compareAndSet(false, true)) {
            handOver();
        }
    }

    /** Releases the committer, or hands it to its thread when there is more to do. */
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

    /** Returns whether there is work. While the log accepts no more groups, only a completed group is work. */
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
