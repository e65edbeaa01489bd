package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.Entry;
import io.ironjournal.ErrorContext;
import io.ironjournal.TruncatedException;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one stream. One thread appends while any number of threads read. Appended frames become visible in
 * one step, after their bytes are written, so readers never see a partial frame.
 */
public final class StreamSegments {

    private final StreamFiles files;
    private final WritePath path;
    private final OpenSegments open;
    private final SegmentAppender appender;
    private volatile StreamExtent extent;
    private volatile boolean deleted;
    private boolean failed;

    StreamSegments(
            StreamFiles files, WritePath path, OpenSegments open, SegmentAppender appender, StreamExtent extent) {
        this.files = files;
        this.path = path;
        this.open = open;
        this.appender = appender;
        this.extent = extent;
    }

    public String stream() {
        return files.stream();
    }

    public long generation() {
        return files.generation();
    }

    /** Returns the id of the oldest entry, or {@link #nextId} if there is none. */
    public long firstId() {
        return extent.firstId();
    }

    /** Returns the id behind the newest entry. */
    public long nextId() {
        return extent.nextId();
    }

    /** Returns the time of the newest entry, in microseconds since 1970 UTC; 0 if there was never one. */
    public long lastTime() {
        return extent.lastTime();
    }

    /**
     * Appends entries, and makes them visible to readers. Nothing is forced. Called only by the flusher.
     *
     * @param firstId the id of the first entry, which must be {@link #nextId}
     * @throws NoSpaceException if the disk is full; nothing has changed, and the call can be
     *     repeated
     * @throws IOException if writing failed: the stream takes no more entries
     */
    public void append(long firstId, EntryBatch entries) throws IOException {
        if (deleted) {
            throw new IllegalStateException("This stream was deleted: " + this);
        }
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
        extent = extent.grown(appender.created(), appender.end(), appender.nextId(), appender.lastTime());
    }

    /**
     * Returns how far a truncation goes: whole segments only, and never the last one.
     *
     * @param safeId entries below it may be deleted
     * @return the first id that stays, for {@link #truncate}; {@link #firstId} if nothing is deleted
     */
    public long truncationPoint(long safeId) {
        return extent.truncationPoint(safeId);
    }

    /**
     * Deletes the segments below an id. Readers stop seeing all of them before the first one is deleted. After
     * {@link SegmentStore#forceAll}, the deletion is durable. Called only by the flusher.
     *
     * @param firstIdToKeep a {@link #truncationPoint}
     * @return the number of deleted files
     */
    public int truncate(long firstIdToKeep) throws IOException {
        long[] segments = deleted ? new long[0] : withdraw(firstIdToKeep);
        for (long segment : segments) {
            path.unforced().delete(files.directory(), files.path(segment));
        }
        return segments.length;
    }

    /**
     * Hides segments from readers. Undoes {@link #putBack}: the files stay, because the catalogue on the disk may list them
     * already. The next round lists the higher first id, and then they do not count. Returns their first ids.
     */
    public long[] withdraw(long firstIdToKeep) throws IOException {
        StreamExtent before = extent;
        if (firstIdToKeep <= before.firstId()) {
            return new long[0];
        }
        extent = before.from(firstIdToKeep);
        long[] segments = before.segmentsBelow(firstIdToKeep);
        for (long segment : segments) {
            open.drop(files, segment);
        }
        return segments;
    }

    /**
     * Makes copied segments a part of the stream again, for readers at once. After {@link SegmentStore#forceAll} and {@link
     * SegmentStore#forceCatalogue}, this is durable. Called only by the flusher.
     *
     * @param older the first ids of segments that join the first one, ascending
     */
    public void putBack(long[] older) {
        path.unforced().changedNames(files.directory());
        extent = extent.behind(older);
    }

    /** Hides all entries from readers permanently, and refuses new ones. */
    void markDeleted() throws IOException {
        StreamExtent before = extent;
        deleted = true;
        extent = StreamExtent.empty(before.nextId());
        for (long segment : before.segmentsBelow(Long.MAX_VALUE)) {
            open.drop(files, segment);
        }
    }

    /**
     * Returns whether {@link SegmentStore#open} would find the stream in this state, with everything forced. Then this
     * object can be forgotten, unless a reader still uses it. Called only by the flusher.
     */
    public boolean isClean() {
        StreamExtent now = extent;
        return !failed
                && !deleted
                && !appender.hasLeftovers()
                && now.hasSegments()
                && !path.unforced().concerns(files.directory(), files.path(now.lastSegment()));
    }

    /** Returns the same segments, to be continued at a higher id. The entries between are lost. */
    StreamSegments goingOnAt(long nextId) {
        return new StreamSegments(
                files,
                path,
                open,
                SegmentAppender.begin(files, path, nextId, appender.lastTime()),
                extent.goingOnAt(nextId));
    }

    StreamFiles files() {
        return files;
    }

    /**
     * Reads one entry.
     *
     * @return the entry, or null if the id is not, or no longer, in these segments
     * @throws io.ironjournal.ChecksumMismatchException if the entry is damaged
     * @throws io.ironjournal.SegmentNotFoundException if its segment is missing
     */
    public @Nullable Entry entry(long id) throws IOException {
        StreamExtent now = extent;
        if (!now.holds(id)) {
            return null;
        }
        try {
            return read(now, id, OpenSegment::entry);
        } catch (TruncatedException e) {
            return null;
        }
    }

    /**
     * Reads one entry without its frame, unless the frame has other entries.
     *
     * @return empty if the caller should use {@link #frame}
     * @throws TruncatedException if the entry was truncated, or the stream deleted
     */
    public Optional<Entry> readAlone(long id, long another) throws IOException {
        return read(holding(id), id, (segment, wanted, limit) -> segment.entryAlone(wanted, limit, another));
    }

    /**
     * Reads the frame that contains an entry, for callers that also need the next entries.
     *
     * @throws IndexOutOfBoundsException if the id is not in these segments yet
     * @throws TruncatedException if the entry was truncated, or the stream deleted
     * @throws io.ironjournal.ChecksumMismatchException if the frame is damaged as a whole
     * @throws io.ironjournal.SegmentNotFoundException if its segment is missing
     */
    public Frame frame(long id) throws IOException {
        return read(holding(id), id, OpenSegment::frame);
    }

    /** Returns a cursor that reads many frames in sequence. */
    public FrameCursor cursor() {
        return new FrameCursor(this);
    }

    /** Reads the frame that should contain an entry, and the complete frames that follow, into a buffer. */
    FrameRun run(long id, long lastId, byte[] buffer) throws IOException {
        return read(holding(id), id, (segment, first, limit) -> segment.run(first, lastId, limit, buffer));
    }

    /** Returns a cursor that reads many frames against their order. */
    public BackwardFrameCursor backwardCursor() {
        return new BackwardFrameCursor(this);
    }

    /** Reads the frame that should contain an entry, and the complete frames before it, into a buffer. */
    FrameRun runUpTo(long id, byte[] buffer) throws IOException {
        return read(holding(id), id, (segment, last, limit) -> segment.runUpTo(last, limit, buffer));
    }

    StreamExtent extent() {
        return extent;
    }

    private StreamExtent holding(long id) {
        StreamExtent now = extent;
        if (isGone(id)) {
            throw gone(id, null);
        }
        if (!now.holds(id)) {
            throw new IndexOutOfBoundsException(this + " has no entry " + id);
        }
        return now;
    }

    <T> T read(StreamExtent now, long id, SegmentRead<T> read) throws IOException {
        long segment = now.segmentOf(id);
        try {
            long limit = now.limitOf(segment);
            OpenSegment opened = open.acquire(files, segment, limit == Long.MAX_VALUE);
            try {
                return read.from(opened, id, limit);
            } finally {
                opened.release();
                if (isGone(segment)) {
                    // The segment may have been opened after the truncation closed the open ones.
                    open.drop(files, segment);
                }
            }
        } catch (CorruptionException | IOException e) {
            if (isGone(id)) {
                throw gone(id, e);
            }
            throw e;
        }
    }

    private boolean isGone(long id) {
        return deleted || (id >= 0 && id < extent.firstId());
    }

    private TruncatedException gone(long id, @Nullable Exception cause) {
        String what = deleted ? " was deleted" : " was truncated and begins at id " + firstId();
        ErrorContext context = ErrorContext.ofStream(stream());
        return new TruncatedException(
                "Stream '" + Printable.name(stream()) + "'" + what + ": entry " + id + " is gone",
                id < 0 ? context : context.withId(id),
                cause);
    }

    interface SegmentRead<T> {
        T from(OpenSegment segment, long id, long limit) throws IOException;
    }

    @Override
    public String toString() {
        return "Stream '" + Printable.name(stream()) + "', ids " + firstId() + " to " + nextId();
    }
}
