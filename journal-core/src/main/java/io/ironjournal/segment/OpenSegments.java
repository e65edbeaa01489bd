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
 * The segments open for reading, over all streams; when there are too many, those go that were not used for longest, about.
 * One that is in use is closed only when its last reader is done. Files are opened and closed outside the lock.
 */
final class OpenSegments {

    /** A segment, read in one way. */
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

    /** Readers find an open segment here, without the lock. */
    private final Map<Key, OpenSegment> open = new ConcurrentHashMap<>();

    /** Held by those who add and remove. */
    private final ReentrantLock lock = new ReentrantLock();

    /** What is open, in the order in which it will be asked whether it was used lately. */
    private final Set<Key> queue = new LinkedHashSet<>();

    private final String directory;
    private boolean closed;

    OpenSegments(SegmentOptions options, String directory) {
        this.directory = directory;
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
        OpenSegment found = open.get(key);
        if (found != null && found.retain()) {
            return found;
        }
        requireOpen();
        return add(key, new OpenSegment(open(key), reader));
    }

    /** Makes room where the system lets no more files be open. */
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
                // It was only read.
            }
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
            if (!kept.retain()) {
                throw new IllegalStateException("A segment was let go while it was in the map of open ones");
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

    /** The first in the queue goes, unless it was used since it was last there: then it queues up again. */
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

    /** Lets a segment go whose file is being deleted, so that its space comes back. */
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

    /** Lets all of them go; those in use are closed by their readers. */
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
