package io.ironjournal.log;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Forces, in asynchronous mode, what callers were told of, an interval after they were; sleeps when there is nothing. */
public final class SyncThread {

    private final Committer committer;
    private final long intervalNanos;
    private final Thread thread;
    private volatile boolean sleeping;
    private volatile boolean closed;

    private SyncThread(Committer committer, Duration interval) {
        this.committer = committer;
        this.intervalNanos = interval.toNanos();
        this.thread = new Thread(this::loop, "ironjournal-sync");
        thread.setDaemon(true);
    }

    public static SyncThread start(Committer committer, Duration interval) {
        SyncThread started = new SyncThread(committer, interval);
        started.thread.start();
        return started;
    }

    /** Something was committed, perhaps unforced. */
    public void committed() {
        if (sleeping) {
            sleeping = false;
            LockSupport.unpark(thread);
        }
    }

    private void loop() {
        while (!closed) {
            if (due()) {
                LockSupport.parkNanos(this, intervalNanos);
                forceQuietly();
            } else {
                sleeping = true;
                if (!due() && !closed) {
                    LockSupport.park(this);
                }
                sleeping = false;
            }
        }
    }

    private boolean due() {
        return committer.unforced() && committer.failure() == null;
    }

    private void forceQuietly() {
        try {
            committer.forceAll();
        } catch (RuntimeException e) {
            // The journal has failed, which its next caller is told.
        }
    }

    /** Ends the thread; what is unforced then, closing the journal forces. */
    public void close() {
        closed = true;
        ThreadEnd.await(thread);
    }
}
