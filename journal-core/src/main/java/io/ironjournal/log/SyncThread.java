package io.ironjournal.log;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Forces acknowledged records in {@code ASYNC} mode: an interval after the first one, or earlier when there are many
 * bytes, since the log leaves a segment only after all of it is forced. Sleeps while everything is forced.
 */
public final class SyncThread {

    private static final long MUCH = 1 << 20;

    private final Committer committer;
    private final long intervalNanos;
    private final Thread thread;
    private volatile boolean sleeping;

    /** Whether the thread waits for the interval to pass, and no thread has woken it yet. */
    private volatile boolean waiting;

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

    /** Called after each commit, which may be unforced. */
    public void committed() {
        if (sleeping || (waiting && committer.unforced() > MUCH)) {
            sleeping = false;
            waiting = false;
            LockSupport.unpark(thread);
        }
    }

    private void loop() {
        while (!closed) {
            if (committer.failure() != null) {
                LockSupport.park(this);
            } else if (committer.unforced() > 0) {
                awaitInterval();
                committer.forceBehind();
            } else {
                sleeping = true;
                if (committer.unforced() == 0 && !closed) {
                    LockSupport.park(this);
                }
                sleeping = false;
            }
        }
    }

    private void awaitInterval() {
        long end = System.nanoTime() + intervalNanos;
        waiting = true;
        for (long left = intervalNanos;
                left > 0 && waiting && !closed && committer.unforced() <= MUCH;
                left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
        waiting = false;
    }

    /** Ends the thread. Closing the journal forces the rest. */
    public void close() {
        closed = true;
        ThreadEnd.await(thread);
    }
}
