package io.ironjournal.segment;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.SegmentHeader;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A segment held open by {@link OpenSegments}, with the index of its frames. Counts its users and closes the file when
 * the last one is gone. The index is loaded by the first reader and grown by those who come after the writer wrote more;
 * readers of the same segment wait for each other then, and for nobody else.
 */
final class OpenSegment {

    private final SegmentFile file;
    private final AtomicInteger users = new AtomicInteger(1);
    private final ReentrantLock indexing = new ReentrantLock();
    private volatile @Nullable FrameIndex index;

    OpenSegment(SegmentFile file) {
        this.file = file;
    }

    /** Only while somebody else uses it, which the map of open segments does. */
    void retain() {
        users.incrementAndGet();
    }

    void release() throws IOException {
        if (users.decrementAndGet() == 0) {
            file.close();
        }
    }

    /**
     * Reads one entry.
     *
     * @param limit where the last frame ends that the caller may see; {@link Long#MAX_VALUE} when the segment is sealed
     */
    byte[] entry(long id, long limit) throws IOException {
        return FrameReader.entry(file, locate(id, limit), id);
    }

    /** Reads the frame that holds an id. */
    Frame frame(long id, long limit) throws IOException {
        return FrameReader.frame(file, locate(id, limit));
    }

    private FrameHeader locate(long id, long limit) throws IOException {
        FrameIndex hints = indexCovering(id, limit);
        long offset = hints.floor(id);
        if (offset >= 0 && id < hints.nextId()) {
            FrameHeader header = file.header(offset, hints.end());
            if (header != null && header.holds(id)) {
                return header;
            }
        }
        if (id >= hints.nextId() && hints.end() == file.size()) {
            throw new SegmentNotFoundException("The segment that follows id " + (hints.nextId() - 1) + " is missing: "
                    + file.stream().at(hints.nextId(), 0) + ". Entries of other segments can still be read");
        }
        throw new ChecksumMismatchException("No valid frame holds entry " + id + " ("
                + file.at(Math.max(offset, SegmentHeader.SIZE))
                + " or behind it). Other entries can still be read; restore this file from a copy to get it back");
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
