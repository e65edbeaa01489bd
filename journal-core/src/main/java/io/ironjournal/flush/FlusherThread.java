package io.ironjournal.flush;

import io.ironjournal.log.ThreadEnd;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the flusher when there is work, and other work in small steps. It sleeps without a timeout, except shortly after
 * the last commit, until the log has a DURABLE record, while the disk is full, and if other work is due later.
 */
public final class FlusherThread {

    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final Flusher flusher;
    private final IdleNotes notes;
    private final SteppedWork other;
    private final Thread thread;
    private volatile boolean sleeping;
    private volatile boolean closed;

    private FlusherThread(Flusher flusher, IdleNotes notes, SteppedWork other) {
        this.flusher = flusher;
        this.notes = notes;
        this.other = other;
        this.thread = new Thread(this::loop, "ironjournal-flusher");
        thread.setDaemon(true);
    }

    public static FlusherThread start(Flusher flusher, IdleNotes notes, SteppedWork other) {
        FlusherThread started = new FlusherThread(flusher, notes, other);
        started.thread.start();
        return started;
    }

    /** Wakes the thread, because there is work. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    /** Makes the other work free space soon if it can. */
    void spaceNeeded() {
        other.spaceNeeded();
        wake();
    }

    /** Records a commit, after which the log needs a DURABLE record. */
    public void committed() {
        if (sleeping) {
            sleeping = false;
            LockSupport.unpark(thread);
        }
    }

    private void loop() {
        while (!closed) {
            // Also while there is much to flush, and while the disk is full: this work may free space.
            long pause = flusher.stalled() ? stepsWhileStalled() : other.step();
            if (flusher.hasWork()) {
                flusher.work();
                if (flusher.stalled()) {
                    other.spaceNeeded();
                    if (pause > 0) {
                        LockSupport.parkNanos(this, IDLE_NANOS);
                    }
                } else if (flusher.hasWork()) {
                    // The entries to flush are not committed yet.
                    LockSupport.parkNanos(this, SHORT_NANOS);
                }
            } else if (pause > 0 && notes.due()) {
                LockSupport.parkNanos(this, IDLE_NANOS);
                noteQuietly();
            } else if (pause > 0) {
                sleeping = true;
                if (!notes.due() && !flusher.hasWork() && !closed) {
                    LockSupport.parkNanos(this, pause);
                }
                sleeping = false;
            }
        }
    }

    /** While the disk is full, does many steps before the next attempt to flush, because only they may free space. */
    private long stepsWhileStalled() {
        long end = System.nanoTime() + IDLE_NANOS;
        long pause = other.step();
        while (pause == 0 && !closed && System.nanoTime() - end < 0) {
            pause = other.step();
        }
        return pause;
    }

    private void noteQuietly() {
        try {
            notes.write();
        } catch (RuntimeException | Error e) {
            // A DURABLE record is only an aid for the next recovery. A failure shows again at the next write. The
            // thread continues: without it, writers would wait for memory forever.
        }
    }

    /** Lets the running work finish, and ends the thread. */
    public void close() {
        closed = true;
        ThreadEnd.await(thread);
    }
}
