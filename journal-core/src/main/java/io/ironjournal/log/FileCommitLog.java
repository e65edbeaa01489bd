package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.RecordType;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.GroupCompletion;
import io.ironjournal.spi.log.LogCapabilities;
import io.ironjournal.spi.log.LogFullException;
import io.ironjournal.spi.log.LogReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The commit log in segment files. A buffer collects records, and a single forced write puts them on the device. A
 * record that does not fit into the buffer or into the rest of the segment is divided into fragments, which are valid
 * only together.
 *
 * <p>The log moves to the next segment only after all of the current one is forced. So the later part of a group is
 * never durable without the earlier part.
 *
 * <p>A forced write covers its own range only, and a hole before an acknowledged record would look like corruption. So
 * the next force writes bytes that were handed over unforced a second time while they are few, and otherwise forces the
 * whole file.
 */
public final class FileCommitLog implements CommitLog {

    /** Large enough for an entry of 1 MiB with its headers, which then needs one forced write. */
    private static final int BUFFER_SIZE = (1 << 20) + (64 << 10);

    /** Up to so many bytes, a second, forced write is cheaper than a force of the file. */
    private static final int KEPT_FOR_REWRITING = 4 << 10;

    private static final LogCapabilities CAPABILITIES = new LogCapabilities() {
        @Override
        public boolean canFillUp() {
            return true;
        }

        @Override
        public boolean handsOver() {
            return true;
        }
    };

    private final LogSegments segments;
    private final PreparedSegments prepared;
    private final LogSpace space;
    private final ActiveSegment active;
    private final GroupBuffer buffer;

    private boolean prepareAsked;

    /** Whether the active segment contains its END. */
    private boolean ended;

    /** Whether bytes that were handed over and are no longer in the buffer are not forced yet. */
    private boolean unforcedBefore;

    private volatile long end;

    FileCommitLog(LogSegments segments, LogSegment active, long end) {
        this.segments = segments;
        this.prepared = segments.prepared();
        this.active = new ActiveSegment(segments, active, end);
        this.end = end;
        this.buffer =
                new GroupBuffer((int) Math.min(BUFFER_SIZE, active.header().size()), end);
        this.space = new LogSpace(prepared, this.active, buffer.size());
        prepared.durable(end);
    }

    @Override
    public LogCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public long reserve(int contentLength, boolean urgent) throws IOException {
        try {
            long room = roomInSegment();
            space.require(contentLength, urgent, room);
            if (room < RecordHeader.MIN_ROOM) {
                nextSegment();
            }
        } catch (NoSpaceException e) {
            throw new LogFullException("No space for the commit log: " + e.getMessage(), e);
        }
        return end;
    }

    @Override
    public void reserveForLater(int contentLength) {
        space.keep(contentLength);
    }

    @Override
    public void releaseReservation(int contentLength) {
        space.release(contentLength);
    }

    @Override
    public void add(int type, ByteBuffer head, byte[] body) throws IOException {
        append(RecordType.required(type), head, body);
    }

    private void append(RecordType type, ByteBuffer head, byte[] body) throws IOException {
        int rest = head.remaining() + body.length;
        int bodyAt = 0;
        int flags = 0;
        do {
            makeRoom(rest);
            int room = (int) Math.min(roomInSegment(), buffer.room());
            int length = Math.min(rest, room - RecordHeader.SIZE);
            rest -= length;
            flags = (flags & RecordHeader.CONTINUED) | (rest > 0 ? RecordHeader.CONTINUES : 0);
            bodyAt = buffer.put(type, flags, head, body, bodyAt, length, active.durable(), active.header());
            end = buffer.end();
            flags = RecordHeader.CONTINUED;
        } while (rest > 0);
        if (roomInSegment() < RecordHeader.MIN_ROOM) {
            // The next record goes to the next segment. The force of this record covers the END too.
            appendEnd(prepared.nextIfReady());
        }
        if (!prepareAsked && roomInSegment() < active.header().size() / 4 * 3) {
            prepareAsked = true;
            prepared.prepareSoon();
        }
    }

    /** Forces the buffer when the record fits only into an empty one, and changes the segment at its end. */
    private void makeRoom(int contentLength) throws IOException {
        if (roomInSegment() < RecordHeader.MIN_ROOM) {
            nextSegment();
        }
        long wanted = Math.min(RecordHeader.footprint(contentLength), roomInSegment());
        if (wanted > buffer.room()) {
            forceBuffer();
        }
    }

    /**
     * Writes to the segment which one follows. If that one is missing later, acknowledged records are missing.
     *
     * @param next the base of the next segment; nothing happens when it is 0
     */
    private void appendEnd(long next) {
        if (next == 0 || ended) {
            return;
        }
        ended = true;
        buffer.putEnd(next, active.durable(), active.header());
        end = buffer.end();
    }

    private void nextSegment() throws IOException {
        appendEnd(prepared.next());
        active.verify();
        forceBuffer();
        LogSegment next = segments.take();
        active.replace(next);
        prepareAsked = false;
        ended = false;
        end = next.header().base() + LogSegmentHeader.SIZE;
        buffer.startAt(end);
    }

    /** Returns the room for records. An END always fits behind them. */
    private long roomInSegment() {
        return active.header().limit() - RecordHeader.END_SIZE - end;
    }

    @Override
    public int pending() {
        return buffer.pending();
    }

    @Override
    public void handOver() throws IOException {
        active.handOver(buffer);
        if (buffer.handedOver() > KEPT_FOR_REWRITING) {
            unforcedBefore = true;
            active.verifyEverySecond();
            buffer.clear();
        }
    }

    @Override
    public void commit(GroupCompletion completion) {
        try {
            force();
        } catch (Throwable e) {
            completion.failed(e);
            return;
        }
        completion.completed();
    }

    private void force() throws IOException {
        forceBuffer();
        active.durable(end);
        prepared.durable(end);
    }

    @Override
    public void commitHandedOver() throws IOException {
        active.forceHandedOver();
    }

    private void forceBuffer() throws IOException {
        if (!unforcedBefore && buffer.isEmpty()) {
            return;
        }
        active.force(buffer, unforcedBefore);
        unforcedBefore = false;
        buffer.clear();
    }

    @Override
    public LogReader reader(long from) {
        return segments.reader(from, active.durable());
    }

    @Override
    public long durable() {
        return active.durable();
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public boolean canTrim(long below) {
        return segments.canTrim(below);
    }

    @Override
    public void trim(long below) throws IOException {
        segments.trim(below);
    }

    @Override
    public long retainedBytes() {
        return end - segments.base();
    }

    @Override
    public long commits() {
        return active.forces();
    }

    @Override
    public void close() throws IOException {
        segments.close();
        active.close();
    }
}
