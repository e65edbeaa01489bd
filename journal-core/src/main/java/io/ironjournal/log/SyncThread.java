package io.ironjournal.log;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Forces, in asynchronous mode, what callers were told of: an interval after they were, or when it has become much, since
 * a segment of the log is left only after all of it is forced. Sleeps when there is nothing.
 */
public final class SyncThread {

    private static final long MUCH = 1 << 20;

    private final Committer committer;
    private final long intervalNanos;
    private final Thread thread;
    private volatile boolean sleeping;

    /** Whether it waits for the interval to pass, and nobody has woken it yet. */
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

    /** Something was committed, perhaps unforced. */
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

    /** Ends the thread; what is unforced then, closing the journal forces. */
    public void close() {
        closed = true;
        ThreadEnd.await(thread);
    }
}
