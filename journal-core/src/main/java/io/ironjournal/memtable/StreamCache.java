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

    private static final class Known extends WeakReference<StreamState> {
        private final String name;

        Known(StreamState state, ReferenceQueue<StreamState> gone) {
            super(state, gone);
            name = state.name();
        }
    }

    private final Map<String, Known> byName = new ConcurrentHashMap<>();
    private final ReferenceQueue<StreamState> gone = new ReferenceQueue<>();

    /** Guards the two fields below. */
    private final ReentrantLock recentLock = new ReentrantLock();

    private final @Nullable StreamState[] recent = new StreamState[RECENT];
    private int oldest;

    @Nullable
    StreamState get(String name) {
        Known known = byName.get(name);
        return known == null ? null : known.get();
    }

    /** Adds a stream that has no other state in use, or that replaces the other state. */
    void put(StreamState state) {
        forgetGone();
        byName.put(state.name(), new Known(state, gone));
        recentLock.lock();
        try {
            recent[oldest] = state;
            oldest = (oldest + 1) % RECENT;
        } finally {
            recentLock.unlock();
        }
    }

    private void forgetGone() {
        for (Reference<?> reference = gone.poll(); reference != null; reference = gone.poll()) {
            Known known = (Known) reference;
            byName.remove(known.name, known);
        }
    }

    /** Returns the streams that are in memory now. */
    List<StreamState> all() {
        List<StreamState> states = new ArrayList<>();
        for (Known known : byName.values()) {
            StreamState state = known.get();
            if (state != null) {
                states.add(state);
            }
        }
        return states;
    }

    /** Returns the number of names in the cache. */
    int size() {
        forgetGone();
        return byName.size();
    }
}
