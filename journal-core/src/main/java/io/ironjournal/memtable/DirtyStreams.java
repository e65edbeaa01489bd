package io.ironjournal.memtable;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds in memory the streams that could not be found on disk as they are here: they have entries that are not in
 * segments, or changes that are not forced. What they take is accounted for with the memtables.
 */
public final class DirtyStreams {

    /** What a stream takes besides its entries, about, while it is written to. */
    private static final long MEMORY = 1 << 10;

    private final MemtableMemory memory;
    private final Set<StreamState> held = ConcurrentHashMap.newKeySet();

    DirtyStreams(MemtableMemory memory) {
        this.memory = memory;
    }

    /** Holds a stream from now on, before it is changed. */
    void hold(StreamState state) {
        if (held.add(state)) {
            memory.hold(MEMORY);
        }
    }

    /** Those held now. */
    public Set<StreamState> all() {
        return held;
    }

    /** Lets those go that can be found on disk, everything written being forced. Nobody flushes or deletes meanwhile. */
    public void releaseClean() {
        for (Iterator<StreamState> all = held.iterator(); all.hasNext(); ) {
            if (all.next().isClean()) {
                all.remove();
                memory.letGo(MEMORY);
            }
        }
    }

    /** Whether they take so much that it is time to force them. */
    public boolean areMany() {
        return memory.held() > memory.limit() / 4;
    }
}
