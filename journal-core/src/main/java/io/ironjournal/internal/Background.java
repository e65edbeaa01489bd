package io.ironjournal.internal;

import io.ironjournal.flush.Flusher;
import io.ironjournal.flush.FlusherThread;
import io.ironjournal.log.CommitListener;
import io.ironjournal.log.Committer;
import io.ironjournal.log.SyncThread;
import io.ironjournal.memtable.MemtableMemory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Connects those who need the flusher with the flusher, which is made after them. Without a thread of its own, as in
 * simulations that must repeat themselves, the flusher runs in the callers that ask for memory.
 */
final class Background implements CommitListener, MemtableMemory.Relief {

    private volatile @Nullable Committer committer;
    private volatile @Nullable Flusher flusher;
    private volatile @Nullable FlusherThread thread;
    private volatile @Nullable SyncThread sync;
    private final Executor callbacks;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile boolean ended;
    private long groupsUnforced = Long.MAX_VALUE;
    private long groups;

    /**
     * Begins without anything to connect.
     *
     * @param callbacks runs the code of those who want to hear of a failure
     */
    Background(Executor callbacks) {
        this.callbacks = callbacks;
    }

    void start(Committer working, Flusher ready, boolean threaded) {
        committer = working;
        flusher = ready;
        if (threaded) {
            thread = FlusherThread.start(ready);
        }
    }

    /** Forces regularly what was committed unforced. Without a thread for it, a group takes a millisecond. */
    void startSync(Committer working, Duration interval, boolean threaded) {
        if (threaded) {
            sync = SyncThread.start(working, interval);
        } else {
            groupsUnforced = interval.toMillis();
        }
    }

    /** Before the start it is enough that the log remembers the failure and meets it again. */
    void preparationFailed(Throwable cause) {
        Committer working = committer;
        if (working != null) {
            working.fail(cause);
        }
    }

    /** Ends the threads; from now on nothing is relieved. */
    void stop() {
        SyncThread syncing = sync;
        if (syncing != null) {
            syncing.close();
        }
        sync = null;
        groupsUnforced = Long.MAX_VALUE;
        FlusherThread running = thread;
        if (running != null) {
            running.close();
        }
        thread = null;
        flusher = null;
    }

    @Override
    public void groupCommitted() {
        Committer working = committer;
        if (working != null && ++groups % groupsUnforced == 0) {
            working.forceBehind();
        }
        SyncThread syncing = sync;
        if (syncing != null) {
            syncing.committed();
        }
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

    @Override
    public void forcedBehind() {
        FlusherThread running = thread;
        if (running != null) {
            running.committed();
        }
    }

    @Override
    public void logFull() {
        Flusher ready = flusher;
        FlusherThread running = thread;
        if (ready != null) {
            ready.wantRound();
        }
        if (running != null) {
            running.wake();
        }
    }

    /** While the journal opens, there is no flusher yet: opening ends with a round after a loss. */
    void lossRecorded() {
        Flusher ready = flusher;
        FlusherThread running = thread;
        if (ready != null) {
            ready.wantMark();
        }
        if (running != null) {
            running.wake();
        }
    }

    @Override
    public void failed(Throwable cause) {
        ended = true;
        try {
            callbacks.execute(() -> failure.complete(cause));
        } catch (RuntimeException | Error noThread) {
            // The committer is held up by whoever listens, but it has nothing to do any more.
            failure.complete(cause);
        }
    }

    /** Completes with the cause once writing has ended for good. */
    CompletionStage<Throwable> failure() {
        return failure.minimalCompletionStage();
    }

    @Override
    public boolean logTooLong() {
        Flusher ready = flusher;
        return ready != null && ready.logTooLong();
    }

    @Override
    public boolean ended() {
        return ended;
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
