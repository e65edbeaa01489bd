package io.ironjournal.ra;

import io.ironjournal.Cursor;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The waits of one worker, which another thread can end. The worker's thread belongs to the server and runs code of
 * applications, so it is interrupted only while it waits here, and it keeps no interrupt of ours.
 */
final class WorkerWaits {

    /** New entries end a wait at once. A cursor that an operator resets, and a failure of the journal, are seen after this. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private @Nullable Thread waitsForEntry;
    private boolean stopped;

    boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the present wait and all later ones. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            change.signalAll();
            if (waitsForEntry != null) {
                waitsForEntry.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the cursor has an entry. Returns false when the worker is stopped, or when it should look again. */
    boolean awaitEntry(Cursor cursor) {
        if (!beginWait()) {
            return false;
        }
        try {
            return cursor.await(LOOK);
        } catch (InterruptedException e) {
            // Either this object is stopped, or an application left its interrupt on the thread.
            return false;
        } finally {
            endWait();
        }
    }

    private boolean beginWait() {
        lock.lock();
        try {
            waitsForEntry = stopped ? null : Thread.currentThread();
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    private void endWait() {
        lock.lock();
        try {
            waitsForEntry = null;
            if (stopped) {
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a time, or until the worker is stopped. */
    void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        lock.lock();
        try {
            for (long left = time.toNanos(); !stopped && left > 0; left = end - System.nanoTime()) {
                try {
                    change.awaitNanos(left);
                } catch (InterruptedException e) {
                    // An application left its interrupt on the thread.
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
