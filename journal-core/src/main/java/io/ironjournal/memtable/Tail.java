package io.ironjournal.memtable;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A stream's committed entries that are not yet in segments, a ring of chunks in the order of their ids. The committer
 * adds at one end, the flusher removes at the other, readers search; the lock is held for as long as that takes.
 */
public final class Tail {

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Chunk[] ring = new Chunk[4];
    private int head;
    private int size;

    /** Changed under the lock, read without. */
    private volatile long memory;

    private volatile long oldestLsn;

    void add(Chunk chunk) {
        lock.lock();
        try {
            if (size == ring.length) {
                grow();
            }
            ring[(head + size) & ring.length - 1] = chunk;
            size++;
            changeMemory(chunk.memory());
            if (size == 1) {
                oldestLsn = chunk.lsn();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The chunk that holds an id; null when the tail does not. */
    public @Nullable Chunk find(long id) {
        lock.lock();
        try {
            int low = 0;
            int high = size - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                Chunk chunk = at(middle);
                if (id < chunk.firstId()) {
                    high = middle - 1;
                } else if (id >= chunk.endId()) {
                    low = middle + 1;
                } else {
                    return chunk;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Adds to a list the oldest chunks whose records stand below an LSN, up to about so much memory but at least one. */
    public void oldest(long below, long memory, List<Chunk> found) {
        lock.lock();
        try {
            long taken = 0;
            for (int i = 0; i < size && taken < memory; i++) {
                Chunk chunk = at(i);
                if (chunk.lsn() >= below) {
                    break;
                }
                found.add(chunk);
                taken += chunk.memory();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops as many of the oldest chunks. */
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
                ring = new Chunk[4];
                head = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops everything; returns the memory that it held. */
    long clear() {
        lock.lock();
        try {
            long held = memory;
            ring = new Chunk[4];
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

    /** Memory that it holds. */
    long memory() {
        return memory;
    }

    /** Whether its oldest chunk's record stands below an LSN, or it has none. */
    boolean begins(long below) {
        return oldestLsn < below;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    private void changeMemory(long bytes) {
        memory = memory + bytes;
    }

    private Chunk at(int index) {
        Chunk chunk = ring[(head + index) & ring.length - 1];
        if (chunk == null) {
            throw new IllegalStateException("The tail's ring has a hole at " + index);
        }
        return chunk;
    }

    private void grow() {
        @Nullable Chunk[] larger = new Chunk[ring.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = at(i);
        }
        ring = larger;
        head = 0;
    }
}
