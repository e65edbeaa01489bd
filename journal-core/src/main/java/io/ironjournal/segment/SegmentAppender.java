package io.ironjournal.segment;

import io.ironjournal.format.SegmentHeader;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a stream's segments, where frames are appended. Readers see appended frames only after {@link
 * StreamSegments} publishes them. Used only by the flusher's thread.
 */
final class SegmentAppender {

    private static final long NO_SEGMENT = -1;

    private final StreamFiles stream;
    private final WritePath path;

    /** The segments that the current append created. */
    private final List<Long> created = new ArrayList<>();

    /** The first id of the segment that is written. A new stream gets its first segment with its first entry. */
    private long segment;

    private long end;
    private long nextId;

    /** The time of the last entry. */
    private long lastTime;

    private PendingIndex pending;

    /** Whether the file may be longer than {@link #end}, because truncating it failed on a full disk. */
    private boolean leftovers;

    private SegmentAppender(StreamFiles stream, WritePath path, long segment, SegmentTail tail) {
        this.stream = stream;
        this.path = path;
        this.segment = segment;
        end = tail.end();
        nextId = tail.nextId();
        lastTime = tail.lastTime();
        pending = tail.pending();
    }

    /** Continues at the end of a segment. */
    static SegmentAppender behind(StreamFiles stream, WritePath path, long segment, SegmentTail tail) {
        return new SegmentAppender(stream, path, segment, tail);
    }

    /** Starts a stream without segments, at an id above 0 if earlier entries were truncated. */
    static SegmentAppender begin(StreamFiles stream, WritePath path, long firstId, long lastTime) {
        return new SegmentAppender(
                stream, path, NO_SEGMENT, new SegmentTail(firstId, 0, new PendingIndex(0), lastTime, false));
    }

    long end() {
        return end;
    }

    long nextId() {
        return nextId;
    }

    /** Returns the time of the last entry. */
    long lastTime() {
        return lastTime;
    }

    /** Returns whether the file may be longer than it should be. */
    boolean hasLeftovers() {
        return leftovers;
    }

    /** Returns the segments that the last append created, by their first ids. */
    List<Long> created() {
        return created;
    }

    /**
     * Writes entries, in as many frames and segments as needed.
     *
     * @throws NoSpaceException if the disk is full; nothing has changed then
     */
    void append(EntryBatch entries) throws IOException {
        long oldSegment = segment;
        long oldEnd = end;
        long oldNextId = nextId;
        long oldLastTime = lastTime;
        PendingIndex oldPending = pending;
        int oldCount = pending.count();
        created.clear();
        try {
            write(entries);
        } catch (NoSpaceException e) {
            segment = oldSegment;
            end = oldEnd;
            nextId = oldNextId;
            lastTime = oldLastTime;
            pending = oldPending;
            pending.truncateTo(oldCount);
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
            int to = from + path.encoder().packed(parts, from);
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

    /** Writes entries that fit into one frame, or into several frames if the segment has no room for all of them. */
    private void addEntries(EntryBatch entries, int from, int to) throws IOException {
        int next = from;
        while (next < to) {
            makeRoom();
            int most = (int) Math.min(room(), to - next);
            int count = FrameEncoder.fitting(entries, next, next + most, path.bytesFor(end));
            pending.add(nextId, end);
            path.encoder().data(stream, nextId, entries, next, next + count);
            written(count, entries.time(next + count - 1));
            next += count;
        }
    }

    /** Writes a block unchanged, unless it has more entries or bytes than the segment may have. */
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
        written(count, parts.time(index));
    }

    private void makeRoom() throws IOException {
        if (room() == 0) {
            rotate();
        } else if (pending.isFull()) {
            index(false);
        }
    }

    private void written(int count, long time) {
        nextId += count;
        lastTime = time;
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

    /** Writes an index of the pending frames, and begins the next list. */
    private void index(boolean sealing) throws IOException {
        path.encoder().index(stream, nextId, pending, sealing, lastTime);
        pending = new PendingIndex(end);
        end = path.out().position();
    }

    private void createSegment() throws IOException {
        created.add(nextId);
        WritableFile file = path.unforced().create(stream.directory(), stream.path(nextId));
        path.out().begin(file, 0);
        stream.header(nextId, lastTime).encode(path.out().room(SegmentHeader.SIZE));
        segment = nextId;
        end = path.out().position();
        pending = new PendingIndex(0);
    }

    /** Frees the space of a failed append, as far as the file system allows. */
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
            // The next append tries this again before it writes.
            cause.addSuppressed(e);
        } catch (IOException e) {
            e.addSuppressed(cause);
            throw e;
        } finally {
            created.clear();
        }
    }
}
