package io.ironjournal.flush;

import io.ironjournal.memtable.MemtableMemory;
import org.jspecify.annotations.Nullable;

/**
 * Runs the flusher on request: in its own thread or, without threads, in the callers that wait for memory. Simulations
 * that must be repeatable use no thread. Created before the flusher, whose parts need it.
 */
public final class FlushScheduler implements MemtableMemory.Reclaimer {

    private volatile @Nullable Flusher flusher;
    private volatile @Nullable FlusherThread thread;
    private volatile boolean failed;

    /**
     * Starts a flusher.
     *
     * @param notes are written by the same thread
     * @param other is done by the same thread
     * @param threaded whether it has its own thread
     */
    public void start(Flusher ready, IdleNotes notes, SteppedWork other, boolean threaded) {
        flusher = ready;
        if (threaded) {
            thread = FlusherThread.start(ready, notes, other);
        }
    }

    /** Lets the running work finish and ends the thread. Nothing is flushed after that. */
    public void stop() {
        FlusherThread running = thread;
        if (running != null) {
            running.close();
        }
        thread = null;
        flusher = null;
    }

    /** Called after each group of writes: there may be something to flush, or a DURABLE record to write. */
    public void groupCommitted() {
        FlusherThread running = thread;
        Flusher ready = flusher;
        if (running != null && ready != null) {
            if (ready.hasWork()) {
                running.wake();
            } else {
                running.committed();
            }
        }
    }

    /** Called when there may be something to write while the journal is idle. */
    public void noteDue() {
        FlusherThread running = thread;
        if (running != null) {
            running.committed();
        }
    }

    /** Called when a write was refused for lack of space: other work of the thread may free some. */
    public void spaceNeeded() {
        FlusherThread running = thread;
        if (running != null) {
            running.spaceNeeded();
        }
    }

    /** Requests a flush because the log has no more space. */
    public void logFull() {
        requestRound();
    }

    /** Requests a round of the flusher. */
    public void requestRound() {
        Flusher ready = flusher;
        if (ready != null) {
            ready.requestRound();
        }
        wake();
    }

    /**
     * Requests a flush that makes the state after a recorded loss durable. During an opening there is no flusher yet,
     * and the opening ends with a flush after a loss.
     */
    public void lossRecorded() {
        Flusher ready = flusher;
        if (ready != null) {
            ready.requestMark();
        }
        wake();
    }

    private void wake() {
        FlusherThread running = thread;
        if (running != null) {
            running.wake();
        }
    }

    /** Called when writing has ended: no caller waits for memory any more. */
    public void writingFailed() {
        failed = true;
    }

    @Override
    public boolean logTooLong() {
        Flusher ready = flusher;
        return ready != null && ready.logTooLong();
    }

    @Override
    public boolean ended() {
        return failed;
    }

    @Override
    public void reclaim() {
        Flusher ready = flusher;
        FlusherThread running = thread;
        if (ready != null && ready.hasWork()) {
            if (running != null) {
                running.wake();
            } else {
                ready.work();
            }
        }
    }
}
