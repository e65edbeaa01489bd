package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.Entry;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.SegmentHeader;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A segment that {@link OpenSegments} keeps open, with the index of its frames. It counts its users, and the last one
 * closes the file. The first reader loads the index. Later readers extend it after the writer has written more. Only
 * readers of the same segment wait for each other then.
 */
final class OpenSegment {

    /** Entries within this length are read together, if there are enough of them. */
    private static final int NEAR = FrameCursor.FIRST_READ;

    private final SegmentFile file;
    private final FrameReader reader;
    private final AtomicInteger users = new AtomicInteger(1);
    private final ReentrantLock indexing = new ReentrantLock();
    private volatile @Nullable FrameIndex index;

    /** A data race only makes a segment look more or less recently used. */
    private volatile boolean lately;

    OpenSegment(SegmentFile file, FrameReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /** Adds a user. Returns false if the file is already closed. */
    boolean retain() {
        int now = users.get();
        while (now > 0 && !users.compareAndSet(now, now + 1)) {
            now = users.get();
        }
        if (now > 0 && !lately) {
            lately = true;
        }
        return now > 0;
    }

    /** Returns whether the segment was used since the last call of this method. */
    boolean wasUsedLately() {
        boolean was = lately;
        lately = false;
        return was;
    }

    void release() throws IOException {
        if (users.decrementAndGet() == 0) {
            file.close();
        }
    }

    /**
     * Reads one entry.
     *
     * @param limit the end of the last frame that the caller may see; {@link Long#MAX_VALUE} if the segment is sealed
     */
    Entry entry(long id, long limit) throws IOException {
        FrameIndex hints = indexCovering(id, limit);
        int hint = hints.at(id);
        Entry entry = hint >= 0 && id < hints.nextId() ? reader.entry(file, hints, hint, id) : null;
        if (entry == null) {
            throw notFound(id, hints, hint);
        }
        return entry;
    }

    /**
     * Reads one entry alone. If one read of several frames returns another one, too, or if its frame is compressed, the
     * frames should be read as a whole.
     *
     * @param another a higher id
     * @return empty if the caller should read the frame
     */
    Optional<Entry> entryAlone(long id, long limit, long another) throws IOException {
        FrameIndex hints = indexCovering(id, limit);
        int hint = hints.at(id);
        boolean together = hint < 0 || another < hints.endIdWithin(hint, NEAR) || hints.isCompressed(hint);
        return together ? Optional.empty() : Optional.of(entry(id, limit));
    }

    /** Reads the frame that contains an id. */
    Frame frame(long id, long limit) throws IOException {
        FrameIndex hints = indexCovering(id, limit);
        int hint = hints.at(id);
        Frame frame = hint >= 0 && id < hints.nextId() ? reader.frame(file, hints, hint, id) : null;
        if (frame == null) {
            throw notFound(id, hints, hint);
        }
        return frame;
    }

    /**
     * Reads the frame that should contain an id, and the following frames that fit completely into a buffer.
     *
     * @param lastId no frame behind the one with this id is read
     */
    FrameRun run(long id, long lastId, long limit, byte[] buffer) throws IOException {
        FrameIndex hints = indexCovering(id, limit);
        int hint = hints.at(id);
        if (hint < 0) {
            throw notFound(id, hints, hint);
        }
        long offset = hints.offset(hint);
        long end = hints.endOf(Math.max(hint, hints.at(lastId)));
        int length = (int) (Math.min(end, hints.wholeWithin(hint, buffer.length)) - offset);
        int read = length == 0 ? 0 : file.readUpTo(offset, buffer, length);
        return new FrameRun(file, reader, buffer, read, offset, id);
    }

    /** Reads the frame that should contain an id, and the frames before it that fit completely into a buffer. */
    FrameRun runUpTo(long id, long limit, byte[] buffer) throws IOException {
        FrameIndex hints = indexCovering(id, limit);
        int hint = hints.at(id);
        if (hint < 0) {
            throw notFound(id, hints, hint);
        }
        int first = hints.firstWithin(hint, buffer.length);
        long offset = hints.offset(first);
        long length = hints.endOf(hint) - offset;
        int read = length > buffer.length ? 0 : file.readUpTo(offset, buffer, (int) length);
        return new FrameRun(file, reader, buffer, read, offset, hints.firstId(first));
    }

    /** Returns the time of the last entry of the stream before this segment. */
    long timeBefore() {
        return file.timeBefore();
    }

    /**
     * Searches for the first entry with a time at or after the given one.
     *
     * @param lastId the id of the last entry that the segment should have
     * @return its id, or -1 if all entries are earlier
     */
    long firstAt(long time, long lastId, long limit) throws IOException {
        return reader.firstAt(file, indexCovering(lastId, limit), time);
    }

    private CorruptionException notFound(long id, FrameIndex hints, int hint) throws IOException {
        if (id >= hints.nextId() && hints.end() == file.size()) {
            return new SegmentNotFoundException(
                    "The segment that follows id " + (hints.nextId() - 1) + " is missing: "
                            + file.stream().at(hints.nextId(), 0)
                            + ". Entries of other segments can still be read. To recover the others, restore the file from a copy",
                    file.stream().context(hints.nextId()).withId(id),
                    null);
        }
        return FrameReader.noFrame(file, id, hint < 0 ? SegmentHeader.SIZE : hints.offset(hint));
    }

    private FrameIndex indexCovering(long id, long limit) throws IOException {
        FrameIndex known = index;
        if (known != null && id < known.nextId()) {
            return known;
        }
        indexing.lock();
        try {
            known = index;
            long end = Math.min(limit, file.size());
            if (known == null || id >= known.nextId()) {
                known = known == null ? FrameIndexLoader.load(file, end) : extend(known, id, end);
                index = known;
            }
            return known;
        } finally {
            indexing.unlock();
        }
    }

    private FrameIndex extend(FrameIndex known, long id, long end) throws IOException {
        FrameIndex longer = FrameIndexLoader.extend(known, file, end);
        return id < longer.nextId() ? longer : FrameIndexLoader.load(file, end);
    }
}
