package io.ironjournal.flush;

import io.ironjournal.BackupException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the files of a journal while a backup copies them. While the pin is held, no log segment is retired, and
 * truncations and deletions wait. It expires, so that a backup that hangs does not hold up the journal. Taken and read
 * under {@link Flusher#runExclusively}; one backup at a time takes it. Thread-safe.
 */
public final class Pins {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private boolean held;
    private long expires;

    /** Takes the pin. No round, truncation or deletion is running. */
    public void take(Duration limit) {
        lock.lock();
        try {
            held = true;
            expires = System.nanoTime() + limit.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Releases the pin, also after it has expired. */
    public void release() {
        lock.lock();
        try {
            held = false;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether files must be kept. */
    public boolean held() {
        lock.lock();
        try {
            return held && left() > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Fails if the pin has expired, so that the files may have changed. */
    public void requireHeld() {
        if (!held()) {
            throw new BackupException(
                    "The last part of the backup took longer than its pinLimit allows, so files that it"
                            + " needs may be gone. Delete the directory of the backup. Take a backup to a faster disk, or with"
                            + " a longer pinLimit, or when less is written");
        }
    }

    private long left() {
        return expires - System.nanoTime();
    }

    /** Runs a removal of files exclusively, when no pin is held. An interrupt does not end the wait. */
    <T> T whenFree(Flusher flusher, Supplier<T> removal) {
        while (true) {
            await();
            @Nullable Removed<T> done = flusher.runExclusively(() -> held() ? null : new Removed<>(removal.get()));
            if (done != null) {
                return done.result();
            }
        }
    }

    /** Runs a removal of files exclusively, if no pin is held. Otherwise returns another value at once. */
    <T> T ifFree(Flusher flusher, Supplier<T> removal, T otherwise) {
        return flusher.runExclusively(() -> held() ? otherwise : removal.get());
    }

    private record Removed<T>(T result) {}

    private void await() {
        boolean interrupted = false;
        lock.lock();
        try {
            for (long left = left(); held && left > 0; left = left()) {
                try {
                    left = released.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
