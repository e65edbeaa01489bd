package io.ironjournal.segment;

import io.ironjournal.JournalClosedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The segments open for reading, over all streams; the least recently used ones are let go when there are too many. One
 * that is in use is closed only when its last reader is done. Files are opened and closed outside the lock.
 */
final class OpenSegments {

    private record Key(StreamFiles stream, long firstId) {}

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, OpenSegment> open = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    OpenSegments(int limit) {
        this.limit = limit;
    }

    /** Gets a segment, to be {@linkplain OpenSegment#release released}. */
    OpenSegment acquire(StreamFiles stream, long firstId) throws IOException {
        Key key = new Key(stream, firstId);
        lock.lock();
        try {
            checkOpen();
            OpenSegment found = open.get(key);
            if (found != null) {
                found.retain();
                return found;
            }
        } finally {
            lock.unlock();
        }
        return add(key, new OpenSegment(SegmentFile.open(stream, firstId)));
    }

    private OpenSegment add(Key key, OpenSegment opened) throws IOException {
        List<OpenSegment> dropped = new ArrayList<>();
        OpenSegment kept;
        lock.lock();
        try {
            OpenSegment other = open.get(key);
            if (closed || other != null) {
                dropped.add(opened);
            }
            checkOpen();
            kept = other == null ? opened : other;
            kept.retain();
            open.put(key, kept);
            dropSurplus(dropped);
        } finally {
            lock.unlock();
            for (OpenSegment segment : dropped) {
                segment.release();
            }
        }
        return kept;
    }

    private void dropSurplus(List<OpenSegment> dropped) {
        Iterator<OpenSegment> eldest = open.values().iterator();
        while (open.size() > limit) {
            dropped.add(eldest.next());
            eldest.remove();
        }
    }

    /** Lets a segment go whose file is being deleted, so that its space comes back. */
    void drop(StreamFiles stream, long firstId) throws IOException {
        OpenSegment dropped;
        lock.lock();
        try {
            dropped = open.remove(new Key(stream, firstId));
        } finally {
            lock.unlock();
        }
        if (dropped != null) {
            dropped.release();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new JournalClosedException("The journal is closed");
        }
    }

    /** Lets all of them go; those in use are closed by their readers. */
    void close() throws IOException {
        List<OpenSegment> dropped;
        lock.lock();
        try {
            closed = true;
            dropped = new ArrayList<>(open.values());
            open.clear();
        } finally {
            lock.unlock();
        }
        for (OpenSegment segment : dropped) {
            segment.release();
        }
    }
}
