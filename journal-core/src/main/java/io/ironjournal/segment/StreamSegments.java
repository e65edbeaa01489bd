package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.TruncatedException;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one stream: one thread appends, any number reads at the same time. What readers may see is published
 * in one step after the bytes were written, so that they never meet a frame that is half there.
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
     * @throws NoSpaceException when not all found space; nothing has changed, and it may be tried
     *     again
     * @throws IOException when writing failed: the stream takes no more entries
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
        extent = extent.grown(appender.created(), appender.end(), appender.nextId());
    }

    /**
     * Tells how far a truncation goes: whole segments only, and never the last one.
     *
     * @param safeId entries below it may go
     * @return the first id that stays, for {@link #truncate}; {@link #firstId} when nothing goes
     */
    public long truncationPoint(long safeId) {
        return extent.truncationPoint(safeId);
    }

    /**
     * Deletes the segments below one. Readers no longer see them when the first one goes. Once
     * {@link SegmentStore#forceAll} is done, they stay deleted. Called by the flusher alone.
     *
     * @param firstIdToKeep a {@link #truncationPoint}
     * @return how many files were deleted
     */
    public int truncate(long firstIdToKeep) throws IOException {
        StreamExtent before = extent;
        if (deleted || firstIdToKeep <= before.firstId()) {
            return 0;
        }
        extent = before.from(firstIdToKeep);
        long[] segments = before.segmentsBelow(firstIdToKeep);
        for (long segment : segments) {
            open.drop(files, segment);
            path.unforced().delete(files.directory(), files.path(segment));
        }
        return segments.length;
    }

    /** Hides all entries from readers, for good, and refuses new ones. */
    void markDeleted() throws IOException {
        StreamExtent before = extent;
        deleted = true;
        extent = StreamExtent.empty(before.nextId());
        for (long segment : before.segmentsBelow(Long.MAX_VALUE)) {
            open.drop(files, segment);
        }
    }

    /**
     * Whether {@link SegmentStore#open} would find the stream just as it is here, everything being forced: then this
     * object may be forgotten, unless somebody still reads by it. Called by the flusher alone.
     */
    public boolean isClean() {
        StreamExtent now = extent;
        return !failed
                && !deleted
                && !appender.hasLeftovers()
                && now.hasSegments()
                && !path.unforced().concerns(files.directory(), files.path(now.lastSegment()));
    }

    /** The same segments, to which entries from a higher id on are added: those between are lost. */
    StreamSegments goingOnAt(long nextId) {
        return new StreamSegments(
                files, path, open, SegmentAppender.begin(files, path, nextId), extent.goingOnAt(nextId));
    }

    StreamFiles files() {
        return files;
    }

    /**
     * Reads one entry.
     *
     * @return null when no entry here has that id, or has it any longer
     * @throws io.ironjournal.ChecksumMismatchException when the entry is damaged
     * @throws io.ironjournal.SegmentNotFoundException when its segment is missing
     */
    public byte @Nullable [] read(long id) throws IOException {
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
     * Reads one entry without its frame, unless another entry is in the same frame.
     *
     * @return empty when it had better be read by {@link #frame}
     * @throws TruncatedException when it was truncated, or the stream deleted
     */
    public Optional<byte[]> readAlone(long id, long another) throws IOException {
        return read(holding(id), id, (segment, wanted, limit) -> segment.entryAlone(wanted, limit, another));
    }

    /**
     * Reads the frame that holds an entry, for those who want the next ones too.
     *
     * @throws IndexOutOfBoundsException when no entry here has that id yet
     * @throws TruncatedException when it was truncated, or the stream deleted
     * @throws io.ironjournal.ChecksumMismatchException when the frame is damaged as a whole
     * @throws io.ironjournal.SegmentNotFoundException when its segment is missing
     */
    public Frame frame(long id) throws IOException {
        return read(holding(id), id, OpenSegment::frame);
    }

    /** For those who read many frames, one after the other. */
    public FrameCursor cursor() {
        return new FrameCursor(this);
    }

    /** Reads the frame that should hold an entry, and whole ones that follow, into a buffer. */
    FrameRun run(long id, byte[] buffer) throws IOException {
        return read(holding(id), id, (segment, first, limit) -> segment.run(first, limit, buffer));
    }

    private StreamExtent holding(long id) {
        StreamExtent now = extent;
        if (isGone(id)) {
            throw gone(id, null);
        }
        if (!now.holds(id)) {
            throw new IndexOutOfBoundsException(this + " holds no entry " + id);
        }
        return now;
    }

    private <T> T read(StreamExtent now, long id, SegmentRead<T> read) throws IOException {
        long segment = now.segmentOf(id);
        try {
            long limit = now.limitOf(segment);
            OpenSegment opened = open.acquire(files, segment, limit == Long.MAX_VALUE);
            try {
                return read.from(opened, id, limit);
            } finally {
                opened.release();
                if (isGone(segment)) {
                    // It may have been opened after the truncation closed those that were open.
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
        return new TruncatedException(
                "Stream '" + Printable.name(stream()) + "'" + what + ": entry " + id + " is gone",
                goneContext(id),
                cause);
    }

    private ErrorContext goneContext(long id) {
        ErrorContext context = ErrorContext.ofStream(stream());
        return id < 0 ? context : context.withId(id);
    }

    private interface SegmentRead<T> {
        T from(OpenSegment segment, long id, long limit) throws IOException;
    }

    @Override
    public String toString() {
        return "Stream '" + Printable.name(stream()) + "', ids " + firstId() + " to " + nextId();
    }
}
