package io.ironjournal.segment;

import io.ironjournal.format.StreamName;
import io.ironjournal.io.NoSpaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one stream: one thread appends, any number reads at the same time. What readers may see is published
 * in one step after the bytes were written, so that they never meet a frame that is half there.
 */
public final class StreamSegments {

    private final StreamFiles files;
    private final OpenSegments open;
    private final SegmentAppender appender;
    private volatile StreamExtent extent;
    private boolean failed;

    StreamSegments(StreamFiles files, OpenSegments open, SegmentAppender appender, StreamExtent extent) {
        this.files = files;
        this.open = open;
        this.appender = appender;
        this.extent = extent;
    }

    public String stream() {
        return files.stream();
    }

    public long incarnation() {
        return files.incarnation();
    }

    /** The id of the oldest entry; {@link #nextId} when there is none. */
    public long firstId() {
        return extent.firstId();
    }

    /** The id behind the newest entry. */
    public long nextId() {
        return extent.nextId();
    }

    /**
     * Writes entries behind the last one, and lets readers see them. Nothing is forced. Called by the flusher alone.
     *
     * @param firstId id of the first of them, which must be {@link #nextId}
     * @param entries the bytes between each buffer's position and limit, neither of which changes
     * @throws NoSpaceException when not all found space; nothing has changed, and it may be tried
     *     again
     * @throws IOException when writing failed: the stream takes no more entries
     */
    public void append(long firstId, List<ByteBuffer> entries) throws IOException {
        if (failed) {
            throw new IllegalStateException("Writing to this stream failed before: " + this);
        }
        if (firstId != appender.nextId()) {
            throw new IllegalArgumentException(this + " continues with id " + appender.nextId() + ", not " + firstId);
        }
        if (entries.isEmpty()) {
            return;
        }
        failed = true;
        try {
            appender.append(entries);
        } catch (NoSpaceException e) {
            failed = false;
            throw e;
        }
        failed = false;
        extent = extent.grown(appender.created(), appender.end(), appender.nextId());
    }

    /**
     * Reads one entry.
     *
     * @return null when no entry here has that id
     * @throws io.ironjournal.ChecksumMismatchException when the entry is damaged
     * @throws io.ironjournal.SegmentNotFoundException when its segment is missing
     */
    public byte @Nullable [] read(long id) throws IOException {
        StreamExtent now = extent;
        if (!now.holds(id)) {
            return null;
        }
        long segment = now.segmentOf(id);
        OpenSegment opened = open.acquire(files, segment);
        try {
            return opened.entry(id, now.limitOf(segment));
        } finally {
            opened.release();
        }
    }

    /**
     * Reads the frame that holds an entry, for those who want the next ones too.
     *
     * @throws IndexOutOfBoundsException when no entry here has that id
     * @throws io.ironjournal.ChecksumMismatchException when the frame is damaged as a whole
     * @throws io.ironjournal.SegmentNotFoundException when its segment is missing
     */
    public Frame frame(long id) throws IOException {
        StreamExtent now = extent;
        if (!now.holds(id)) {
            throw new IndexOutOfBoundsException(this + " holds no entry " + id);
        }
        long segment = now.segmentOf(id);
        OpenSegment opened = open.acquire(files, segment);
        try {
            return opened.frame(id, now.limitOf(segment));
        } finally {
            opened.release();
        }
    }

    @Override
    public String toString() {
        return "Stream '" + StreamName.printable(stream()) + "', ids " + firstId() + " to " + nextId();
    }
}
