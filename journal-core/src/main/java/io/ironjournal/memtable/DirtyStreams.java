package io.ironjournal.memtable;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps dirty streams in memory: those with entries that are not in segments, or with unforced changes. They cannot be
 * opened from the disk in their present state. Their memory is accounted for with the memtables.
 */
public final class DirtyStreams {

    /** The approximate memory of a stream besides its entries, while it is written. */
    private static final long MEMORY = 1 << 10;

    private final MemtableMemory memory;
    private final Set<StreamState> streams = ConcurrentHashMap.newKeySet();

    DirtyStreams(MemtableMemory memory) {
        this.memory = memory;
    }

    /** Keeps a stream from now on. Called before the stream changes. */
    void add(StreamState state) {
        if (streams.add(state)) {
            memory.addStream(MEMORY);
        }
    }

    /** Returns the dirty streams. */
    public Set<StreamState> all() {
        return streams;
    }

    /**
     * Drops the streams that can be opened from the disk. Everything written is forced, and no flush or deletion runs.
     */
    public void releaseClean() {
        for (Iterator<StreamState> all = streams.iterator(); all.hasNext(); ) {
            if (all.next().isClean()) {
                all.remove();
                memory.releaseStream(MEMORY);
            }
        }
    }

    /** Returns whether these streams use so much memory that they should be forced. */
    public boolean forceDue() {
        return memory.streamMemory() > memory.limit() / 4;
    }
}
