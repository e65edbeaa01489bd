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
 * The streams in memory, by name, each found for as long as anybody uses it, and no longer: the references are weak. So
 * there is never a second state of a stream while the first is still held by a write on its way, an iterator, the list of
 * memtables, or {@link DirtyStreams}. An idle stream is held by nobody, takes no memory after the next collection, and
 * is opened again when it is used again; only the latest few are kept, so that those read now and then stay open.
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

    /** Guards the two below. */
    private final ReentrantLock recentLock = new ReentrantLock();

    private final @Nullable StreamState[] recent = new StreamState[RECENT];
    private int oldest;

    @Nullable
    StreamState get(String name) {
        Known known = byName.get(name);
        return known == null ? null : known.get();
    }

    /** Takes up a stream of which no other state is in use, or one that takes the other's place. */
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

    /** Those in memory now. */
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

    /** How many names are held. */
    int size() {
        forgetGone();
        return byName.size();
    }
}
