package io.ironjournal.memtable;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Streams whose memtables have enough entries for one large write to a segment. They are written before memory is
 * short, because the garbage collector copies entries that stay in memory and finally moves them to the old generation.
 */
public final class FullMemtables {

    /** The maximum size of one write to a segment. A smaller memtable can wait. */
    public static final long WRITE_SIZE = 1 << 20;

    private static final int MIN_MEMTABLES = 4;

    private final long size;
    private final Queue<StreamState> queue = new ConcurrentLinkedQueue<>();

    /**
     * Creates an empty list.
     *
     * @param limit the memory of all memtables
     */
    FullMemtables(long limit) {
        size = Math.min(WRITE_SIZE, limit / MIN_MEMTABLES);
    }

    /** Adds a stream if its memtable is full. */
    public void addIfFull(StreamState state) {
        if (isFull(state) && state.markFull()) {
            queue.add(state);
        }
    }

    public boolean isFull(StreamState state) {
        return state.memtable().memory() >= size;
    }

    /** Returns whether {@link #poll} would return a stream. */
    public boolean hasAny(long below) {
        StreamState first = queue.peek();
        return first != null && first.memtable().startsBelow(below);
    }

    /**
     * Returns the stream that has waited longest, if it has entries with a record below an LSN, or no entries at all.
     */
    public @Nullable StreamState poll(long below) {
        if (!hasAny(below)) {
            return null;
        }
        StreamState first = queue.remove();
        first.clearFull();
        return first;
    }
}
