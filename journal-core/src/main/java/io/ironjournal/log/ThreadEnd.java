package io.ironjournal.log;

import java.util.concurrent.locks.LockSupport;

/** Waits for a thread that was told to end. */
public final class ThreadEnd {

    private static final long NUDGE_MILLIS = 10;

    private ThreadEnd() {}

    /** Wakes a thread until it has ended. Ignores interrupts, and restores the interrupt status. */
    public static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            LockSupport.unpark(thread);
            try {
                thread.join(NUDGE_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
