package io.ironjournal.segment;

import io.ironjournal.format.SegmentHeader;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a stream's segments, where frames are added. Knows nothing of readers: they see what was written only when
 * {@link StreamSegments} has published it. Used by the flusher's thread alone.
 */
final class SegmentAppender {

    private static final long NO_SEGMENT = -1;

    private final StreamFiles stream;
    private final WritePath path;

    /** Segments created by the append under way. */
    private final List<Long> created = new ArrayList<>();

    /** First id of the segment that is written to; a new stream gets its first one with its first entry. */
    private long segment;

    private long end;
    private long nextId;
    private PendingIndex pending;

    /** Whether the segment's file may be longer than {@link #end}: cutting it back failed for lack of space. */
    private boolean leftovers;

    private SegmentAppender(StreamFiles stream, WritePath path, long segment, SegmentTail tail) {
        this.stream = stream;
        this.path = path;
        this.segment = segment;
        end = tail.end();
        nextId = tail.nextId();
        pending = tail.pending();
    }

    /** Goes on behind the end of a segment. */
    static SegmentAppender behind(StreamFiles stream, WritePath path, long segment, SegmentTail tail) {
        return new SegmentAppender(stream, path, segment, tail);
    }

    /** Begins a stream that has no segment, at an id above 0 when those before were truncated. */
    static SegmentAppender begin(StreamFiles stream, WritePath path, long firstId) {
        return new SegmentAppender(stream, path, NO_SEGMENT, new SegmentTail(firstId, 0, new PendingIndex(0), false));
    }

    long end() {
        return end;
    }

    long nextId() {
        return nextId;
    }

    /** Whether the file may be longer than it should be. */
    boolean hasLeftovers() {
        return leftovers;
    }

    /** The segments that the last append created, by their first ids. */
    List<Long> created() {
        return created;
    }

    /**
     * Writes entries, in as many frames and segments as they need.
     *
     * @throws NoSpaceException when not all found space; everything is as before then
     */
    void append(EntryBatch entries) throws IOException {
        long oldSegment = segment;
        long oldEnd = end;
        long oldNextId = nextId;
        PendingIndex oldPending = pending;
        int oldCount = pending.count();
        created.clear();
        try {
            write(entries);
        } catch (NoSpaceException e) {
            segment = oldSegment;
            end = oldEnd;
            nextId = oldNextId;
            pending = oldPending;
            pending.cutTo(oldCount);
            undo(e);
            throw e;
        }
    }

    private void write(EntryBatch entries) throws IOException {
        if (segment == NO_SEGMENT) {
            path.createDirectory(stream.directory());
            createSegment();
        } else {
            WritableFile file = path.unforced().change(stream.path(segment));
            if (leftovers) {
                file.setSize(end);
                leftovers = false;
            }
            path.out().begin(file, end);
        }
        add(entries);
        path.out().flush();
    }

    private void add(EntryBatch parts) throws IOException {
        int from = 0;
        while (from < parts.count()) {
            int to = from + FrameEncoder.packed(parts, from);
            if (to == from + 1 && parts.isBlock(from)) {
                addBlock(parts, from);
            } else if (parts.hasBlock(from, to)) {
                EntryBatch entries = parts.decompressed(from, to);
                addEntries(entries, 0, entries.count());
            } else {
                addEntries(parts, from, to);
            }
            from = to;
        }
    }

    /** Writes entries that fit into one frame, in more frames where a segment may not take all of them. */
    private void addEntries(EntryBatch entries, int from, int to) throws IOException {
        int next = from;
        while (next < to) {
            makeRoom();
            int most = (int) Math.min(room(), to - next);
            int count = FrameEncoder.fitting(entries, next, next + most, path.bytesFor(end));
            pending.add(nextId, end);
            path.encoder().data(stream, nextId, entries, next, next + count);
            written(count);
            next += count;
        }
    }

    /** Writes a block as it is, unless it has more entries, or more bytes, than the segment may take. */
    private void addBlock(EntryBatch parts, int index) throws IOException {
        makeRoom();
        int count = parts.blockCount(index);
        boolean tooLong = count > 1 && parts.length(index) > path.bytesFor(end);
        if (count > room() || tooLong) {
            add(parts.decompressed(index, index + 1));
            return;
        }
        pending.add(nextId, end);
        path.encoder().block(stream, nextId, parts, index);
        written(count);
    }

    private void makeRoom() throws IOException {
        if (room() == 0) {
            rotate();
        } else if (pending.isFull()) {
            index(false);
        }
    }

    private void written(int count) {
        nextId += count;
        end = path.out().position();
    }

    private long room() {
        return path.roomFor(nextId - segment, end);
    }

    private void rotate() throws IOException {
        index(true);
        path.out().flush();
        createSegment();
    }

    /** Lists the pending frames, and begins the next list behind. */
    private void index(boolean sealing) throws IOException {
        path.encoder().index(stream, nextId, pending, sealing);
        pending = new PendingIndex(end);
        end = path.out().position();
    }

    private void createSegment() throws IOException {
        created.add(nextId);
        WritableFile file = path.unforced().create(stream.directory(), stream.path(nextId));
        path.out().begin(file, 0);
        stream.header(nextId).encode(path.out().room(SegmentHeader.SIZE));
        segment = nextId;
        end = path.out().position();
        pending = new PendingIndex(0);
    }

    /** Gives back the space that a failed append took, as far as the file system lets it. */
    private void undo(NoSpaceException cause) throws IOException {
        try {
            for (long firstId : created) {
                path.unforced().delete(stream.directory(), stream.path(firstId));
            }
            if (segment != NO_SEGMENT) {
                leftovers = true;
                path.unforced().change(stream.path(segment)).setSize(end);
                leftovers = false;
            }
        } catch (NoSpaceException e) {
            // Tried again by the next append, before it writes.
            cause.addSuppressed(e);
        } catch (IOException e) {
            e.addSuppressed(cause);
            throw e;
        } finally {
            created.clear();
        }
    }
}
