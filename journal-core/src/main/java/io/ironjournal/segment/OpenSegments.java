package io.ironjournal.segment;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalClosedException;
import io.ironjournal.ReadStrategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The segments of all streams that are open for reading. If there are too many, those that were not used recently are
 * closed. A segment in use stays open until its last reader has finished. Files are opened and closed outside the lock.
 */
final class OpenSegments {

    /** A segment and the way in which it is read. */
    private static final class Key {

        private final StreamFiles stream;
        private final long firstId;
        private final boolean mapped;

        Key(StreamFiles stream, long firstId, boolean mapped) {
            this.stream = stream;
            this.firstId = firstId;
            this.mapped = mapped;
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Key other
                    && firstId == other.firstId
                    && mapped == other.mapped
                    && stream.equals(other.stream);
        }

        @Override
        public int hashCode() {
            return 31 * (stream.hashCode() + (mapped ? 1 : 0)) + Long.hashCode(firstId);
        }
    }

    private final int limit;
    private final boolean mapping;
    private final FrameReader reader;

    /** Readers look up open segments here, without the lock. */
    private final Map<Key, OpenSegment> open = new ConcurrentHashMap<>();

    /** Held while segments are added and removed. */
    private final ReentrantLock lock = new ReentrantLock();

    /** The open segments, in the order in which they are checked for recent use. */
    private final Set<Key> queue = new LinkedHashSet<>();

    private final String directory;
    private final Runnable onDamage;
    private boolean closed;

    /**
     * Creates an empty set.
     *
     * @param onDamage runs for each damage that a reader finds, on any thread
     */
    OpenSegments(SegmentOptions options, String directory, Runnable onDamage) {
        this.onDamage = onDamage;
        this.directory = directory;
        limit = options.maxOpenSegments();
        mapping = options.readStrategy() == ReadStrategy.MMAP;
        reader = new FrameReader(new BlockCache(options.blockCacheSize()));
    }

    /**
     * Returns an open segment. The caller {@linkplain OpenSegment#release releases} it.
     *
     * @param sealed whether its file no longer changes
     */
    OpenSegment acquire(StreamFiles stream, long firstId, boolean sealed) throws IOException {
        Key key = new Key(stream, firstId, mapping && sealed);
        OpenSegment found = open.get(key);
        if (found != null && found.retain()) {
            return found;
        }
        requireOpen();
        return add(key, new OpenSegment(open(key), reader));
    }

    /** Closes some segments if the system allows no more open files. */
    void closeHalf() {
        List<OpenSegment> dropped = new ArrayList<>();
        lock.lock();
        try {
            dropSurplus(open.size() / 2, dropped);
        } finally {
            lock.unlock();
        }
        for (OpenSegment segment : dropped) {
            try {
                segment.release();
            } catch (IOException e) {
                // The file was only read.
            }
        }
    }

    private SegmentFile open(Key key) throws IOException {
        SegmentFile file = SegmentFile.open(key.stream, key.firstId).onDamage(onDamage);
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
            if (!kept.retain()) {
                throw new IllegalStateException("A segment was closed while it was in the map of open segments");
            }
            open.put(key, kept);
            queue.add(key);
            dropSurplus(limit, dropped);
        } finally {
            lock.unlock();
            for (OpenSegment segment : dropped) {
                segment.release();
            }
        }
        return kept;
    }

    /** Closes the first segment in the queue, unless it was used recently. Then it moves to the end of the queue. */
    private void dropSurplus(int most, List<OpenSegment> dropped) {
        int chances = queue.size();
        while (queue.size() > most) {
            Key first = queue.iterator().next();
            queue.remove(first);
            OpenSegment segment = Objects.requireNonNull(open.get(first));
            if (chances-- > 0 && segment.wasUsedLately()) {
                queue.add(first);
            } else {
                open.remove(first);
                dropped.add(segment);
            }
        }
    }

    /** Closes a segment whose file is deleted, so that its space is freed. */
    void drop(StreamFiles stream, long firstId) throws IOException {
        OpenSegment read;
        OpenSegment mapped;
        lock.lock();
        try {
            read = remove(new Key(stream, firstId, false));
            mapped = remove(new Key(stream, firstId, true));
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

    private @Nullable OpenSegment remove(Key key) {
        queue.remove(key);
        return open.remove(key);
    }

    private void requireOpen() {
        lock.lock();
        try {
            checkOpen();
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new JournalClosedException(
                    "The journal in " + directory + " is closed. Open it again to use it.",
                    ErrorContext.ofFile(directory),
                    null);
        }
    }

    /** Closes all segments. Readers close those that are in use. */
    void close() throws IOException {
        List<OpenSegment> dropped;
        lock.lock();
        try {
            closed = true;
            dropped = new ArrayList<>(open.values());
            open.clear();
            queue.clear();
        } finally {
            lock.unlock();
        }
        for (OpenSegment segment : dropped) {
            segment.release();
        }
    }
}
