package io.ironjournal.memtable;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A stream's committed entries that are not yet in segments: a ring of runs in the order of their ids. The committer
 * adds at one end, the flusher removes at the other, and readers search. The lock is held for each of these operations.
 */
public final class Memtable {

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable MemtableRun[] ring = new MemtableRun[4];
    private int head;
    private int size;

    /** Changed under the lock, read without it. */
    private volatile long memory;

    private volatile long oldestLsn;

    void add(MemtableRun run) {
        lock.lock();
        try {
            if (size == ring.length) {
                grow();
            }
            ring[(head + size) & ring.length - 1] = run;
            size++;
            changeMemory(run.memory());
            if (size == 1) {
                oldestLsn = run.lsn();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the run that contains an id, or null. */
    public @Nullable MemtableRun find(long id) {
        lock.lock();
        try {
            int low = 0;
            int high = size - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                MemtableRun run = at(middle);
                if (id < run.firstId()) {
                    high = middle - 1;
                } else if (id >= run.endId()) {
                    low = middle + 1;
                } else {
                    return run;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the first run with a time at or after the given one, or null. */
    public @Nullable MemtableRun firstAt(long time) {
        lock.lock();
        try {
            int low = 0;
            int high = size;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (at(middle).time() < time) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low == size ? null : at(low);
        } finally {
            lock.unlock();
        }
    }

    /** Adds the oldest runs with records below an LSN to a list: at least one, and up to about this much memory. */
    public void oldest(long below, long memory, List<MemtableRun> found) {
        lock.lock();
        try {
            long taken = 0;
            for (int i = 0; i < size && taken < memory; i++) {
                MemtableRun run = at(i);
                if (run.lsn() >= below) {
                    break;
                }
                found.add(run);
                taken += run.memory();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops this number of the oldest runs. */
    public void drop(int count) {
        lock.lock();
        try {
            long dropped = 0;
            for (int i = 0; i < count; i++) {
                dropped += at(0).memory();
                ring[head] = null;
                head = head + 1 & ring.length - 1;
                size--;
            }
            changeMemory(-dropped);
            oldestLsn = size == 0 ? 0 : at(0).lsn();
            if (size == 0 && ring.length > 64) {
                ring = new MemtableRun[4];
                head = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops all runs, and returns the memory that they used. */
    long clear() {
        lock.lock();
        try {
            long held = memory;
            ring = new MemtableRun[4];
            head = 0;
            size = 0;
            memory = 0;
            oldestLsn = 0;
            return held;
        } finally {
            lock.unlock();
        }
    }

    public boolean isEmpty() {
        lock.lock();
        try {
            return size == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the memory of its runs in bytes. */
    long memory() {
        return memory;
    }

    /** Returns whether the record of the oldest run is below an LSN, or there is no run. */
    boolean startsBelow(long below) {
        return oldestLsn < below;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    private void changeMemory(long bytes) {
        memory = memory + bytes;
    }

    private MemtableRun at(int index) {
        MemtableRun run = ring[(head + index) & ring.length - 1];
        if (run == null) {
            throw new IllegalStateException("The memtable's ring has a hole at " + index);
        }
        return run;
    }

    private void grow() {
        @Nullable MemtableRun[] larger = new MemtableRun[ring.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = at(i);
        }
        ring = larger;
        head = 0;
    }
}
