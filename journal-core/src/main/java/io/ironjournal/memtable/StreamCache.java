package io.ironjournal.memtable;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The streams in memory, by name. The references are weak, so a stream stays here exactly as long as something uses it:
 * a running write, an iterator, the list of memtables, or {@link DirtyStreams}. So no second state of a stream is
 * created while the first is in use. An unused stream is collected, and is opened again at its next use. Only the
 * streams used last are kept, so that streams read from time to time stay open.
 */
final class StreamCache {

    private static final int RECENT = 256;

    private static final class CachedStream extends WeakReference<StreamState> {
        private final String name;

        CachedStream(StreamState state, ReferenceQueue<StreamState> collected) {
            super(state, collected);
            name = state.name();
        }
    }

    private final Map<String, CachedStream> byName = new ConcurrentHashMap<>();
    private final ReferenceQueue<StreamState> collected = new ReferenceQueue<>();

    /** Guards the two fields below. */
    private final ReentrantLock recentLock = new ReentrantLock();

    private final @Nullable StreamState[] recent = new StreamState[RECENT];
    private int oldest;

    @Nullable
    StreamState get(String name) {
        CachedStream cached = byName.get(name);
        return cached == null ? null : cached.get();
    }

    /** Adds a stream that has no other state in use, or that replaces the other state. */
    void put(StreamState state) {
        removeCollected();
        byName.put(state.name(), new CachedStream(state, collected));
        recentLock.lock();
        try {
            recent[oldest] = state;
            oldest = (oldest + 1) % RECENT;
        } finally {
            recentLock.unlock();
        }
    }

    private void removeCollected() {
        for (Reference<?> reference = collected.poll(); reference != null; reference = collected.poll()) {
            CachedStream cached = (CachedStream) reference;
            byName.remove(cached.name, cached);
        }
    }

    /** Returns the streams that are in memory now. */
    List<StreamState> all() {
        List<StreamState> states = new ArrayList<>();
        for (CachedStream cached : byName.values()) {
            StreamState state = cached.get();
            if (state != null) {
                states.add(state);
            }
        }
        return states;
    }

    /** Returns the number of names in the cache. */
    int size() {
        removeCollected();
        return byName.size();
    }
}
