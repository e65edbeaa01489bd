package io.ironjournal.segment;

import io.ironjournal.JournalClosedException;
import io.ironjournal.ReadStrategy;
import io.ironjournal.io.TooManyOpenFilesException;
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

    private record Key(StreamFiles stream, long firstId, boolean mapped) {}

    private final int limit;
    private final boolean mapping;
    private final FrameReader reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, OpenSegment> open = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    OpenSegments(SegmentOptions options) {
        limit = options.maxOpenSegments();
        mapping = options.readStrategy() == ReadStrategy.MMAP;
        reader = new FrameReader(new BlockCache(options.blockCacheSize()));
    }

    /**
     * Gets a segment, to be {@linkplain OpenSegment#release released}.
     *
     * @param sealed whether its file will not change any more
     */
    OpenSegment acquire(StreamFiles stream, long firstId, boolean sealed) throws IOException {
        Key key = new Key(stream, firstId, mapping && sealed);
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
        return add(key, new OpenSegment(openMakingRoom(key), reader));
    }

    /** When the system lets no more files be open, half of ours go first. */
    private SegmentFile openMakingRoom(Key key) throws IOException {
        try {
            return open(key);
        } catch (TooManyOpenFilesException e) {
            List<OpenSegment> dropped = new ArrayList<>();
            lock.lock();
            try {
                dropSurplus(open.size() / 2, dropped);
            } finally {
                lock.unlock();
            }
            for (OpenSegment segment : dropped) {
                segment.release();
            }
            return open(key);
        }
    }

    private static SegmentFile open(Key key) throws IOException {
        SegmentFile file = SegmentFile.open(key.stream, key.firstId);
        if (!key.mapped) {
            return file;
        }
        try {
            return file.mapped();
        } catch (Throwable e) {
            file.close();
            throw e;
        }
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
            dropSurplus(limit, dropped);
        } finally {
            lock.unlock();
            for (OpenSegment segment : dropped) {
                segment.release();
            }
        }
        return kept;
    }

    private void dropSurplus(int most, List<OpenSegment> dropped) {
        Iterator<OpenSegment> eldest = open.values().iterator();
        while (open.size() > most) {
            dropped.add(eldest.next());
            eldest.remove();
        }
    }

    /** Lets a segment go whose file is being deleted, so that its space comes back. */
    void drop(StreamFiles stream, long firstId) throws IOException {
        OpenSegment read;
        OpenSegment mapped;
        lock.lock();
        try {
            read = open.remove(new Key(stream, firstId, false));
            mapped = open.remove(new Key(stream, firstId, true));
        } finally {
            lock.unlock();
        }
        if (read != null) {
            read.release();
        }
        if (mapped != null) {
            mapped.release();
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
