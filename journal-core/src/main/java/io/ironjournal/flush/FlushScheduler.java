package io.ironjournal.flush;

import io.ironjournal.memtable.MemtableMemory;
import org.jspecify.annotations.Nullable;

/**
 * Runs the flusher when somebody needs it: in a thread of its own or, without one, as in simulations that must repeat
 * themselves, in the callers that wait for memory. Made before the flusher, whose parts need it.
 */
public final class FlushScheduler implements MemtableMemory.Relief {

    private volatile @Nullable Flusher flusher;
    private volatile @Nullable FlusherThread thread;
    private volatile boolean failed;

    /**
     * Begins to run a flusher.
     *
     * @param threaded whether in a thread of its own
     */
    public void start(Flusher ready, boolean threaded) {
        flusher = ready;
        if (threaded) {
            thread = FlusherThread.start(ready);
        }
    }

    /** Lets the work in hand finish and ends the thread; from now on nothing is flushed. */
    public void stop() {
        FlusherThread running = thread;
        if (running != null) {
            running.close();
        }
        thread = null;
        flusher = null;
    }

    /** Called after each group of writes: there may be something to flush, or to note in the log. */
    public void groupCommitted() {
        FlusherThread running = thread;
        Flusher ready = flusher;
        if (running != null && ready != null) {
            if (ready.wanted()) {
                running.wake();
            } else {
                running.committed();
            }
        }
    }

    /** Called when records were forced that had been answered before. */
    public void forcedBehind() {
        FlusherThread running = thread;
        if (running != null) {
            running.committed();
        }
    }

    /** Asks for a round, since space in the log ran out. */
    public void logFull() {
        Flusher ready = flusher;
        if (ready != null) {
            ready.wantRound();
        }
        wake();
    }

    /**
     * Asks for a round that makes durable what is left after a recorded loss. While the journal opens, there is no flusher
     * yet: opening ends with a round after a loss.
     */
    public void lossRecorded() {
        Flusher ready = flusher;
        if (ready != null) {
            ready.wantMark();
        }
        wake();
    }

    private void wake() {
        FlusherThread running = thread;
        if (running != null) {
            running.wake();
        }
    }

    /** Called when writing has ended: nobody waits for memory any more. */
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
    public void relieve() {
        Flusher ready = flusher;
        FlusherThread running = thread;
        if (ready != null && ready.wanted()) {
            if (running != null) {
                running.wake();
            } else {
                ready.work();
            }
        }
    }
}
