package io.ironjournal.memtable;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Streams whose memtables have enough for one large write to a segment. They are written away at once, before all memory is
 * in need: entries that stay are moved about by each garbage collection, and at last become old.
 */
public final class FullMemtables {

    /** What one write to a segment takes at the most; a memtable with less can wait. */
    public static final long WRITE_SIZE = 1 << 20;

    private static final int LEAST_MEMTABLES = 4;

    private final long size;
    private final Queue<StreamState> queue = new ConcurrentLinkedQueue<>();

    /**
     * Starts without any.
     *
     * @param limit what all memtables together may hold
     */
    FullMemtables(long limit) {
        size = Math.min(WRITE_SIZE, limit / LEAST_MEMTABLES);
    }

    /** Takes up a stream if its memtable is full. */
    public void addIfFull(StreamState state) {
        if (isFull(state) && state.markFull()) {
            queue.add(state);
        }
    }

    public boolean isFull(StreamState state) {
        return state.memtable().memory() >= size;
    }

    /** Whether {@link #poll} would give something to do. */
    public boolean any(long below) {
        StreamState first = queue.peek();
        return first != null && first.memtable().begins(below);
    }

    /** Gives the one that has waited for longest, if it has entries whose record stands below an LSN, or none at all. */
    public @Nullable StreamState poll(long below) {
        if (!any(below)) {
            return null;
        }
        StreamState first = queue.remove();
        first.clearFull();
        return first;
    }
}
