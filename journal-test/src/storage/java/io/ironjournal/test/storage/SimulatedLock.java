package io.ironjournal.test.storage;

import io.ironjournal.JournalLockedException;
import java.io.Closeable;
import java.util.concurrent.atomic.AtomicBoolean;

/** The lock of a storage, which one journal at a time holds. A process that dies takes the lock with it. */
final class SimulatedLock {

    private boolean locked;

    /** Takes the lock, while the process is looked at. The result releases it once. */
    Closeable take(SimulatedProcess process) {
        if (locked) {
            throw new JournalLockedException(
                    "The simulated storage is locked, close its journal first: " + process.origin());
        }
        locked = true;
        AtomicBoolean released = new AtomicBoolean();
        return () -> {
            synchronized (process) {
                if (released.compareAndSet(false, true)) {
                    locked = false;
                }
            }
        };
    }
}
