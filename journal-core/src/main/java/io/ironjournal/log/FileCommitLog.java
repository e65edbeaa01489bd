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
 * The commit log in segment files. Records gather in one buffer, which a single forced write puts on the device. A
 * record that does not fit into the buffer or into the rest of the segment is written as fragments, valid only together.
 *
 * <p>A segment is left for the next only after all of it is forced, so no group is torn over two segments the wrong way
 * round. A forced write covers its own range only, and a hole before an acknowledged record would look like rot: bytes
 * that were handed over unforced are therefore written once more by the next force while they are few, and else the
 * whole file is forced.
 */
public final class FileCommitLog implements CommitLog {

    /** Holds an entry of 1 MiB with its headers, so that it takes one forced write. */
    private static final int BUFFER_SIZE = (1 << 20) + (64 << 10);

    /** Up to so many bytes it is cheaper to write once more, forced, than to force the file. */
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
    private final LogSpace space;
    private final ActiveSegment active;
    private final GroupBuffer buffer;

    private boolean prepareAsked;

    /** Whether the active segment has its END. */
    private boolean ended;

    /** Whether bytes that were handed over and have left the buffer are not forced yet. */
    private boolean unforcedBefore;

    private volatile long end;

    FileCommitLog(LogSegments segments, LogSegment active, long end) {
        this.segments = segments;
        this.active = new ActiveSegment(segments, active, end);
        this.end = end;
        this.buffer =
                new GroupBuffer((int) Math.min(BUFFER_SIZE, active.header().size()), end);
        this.space = new LogSpace(segments, this.active, buffer.size());
        segments.durable(end);
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
    public void keepRoom(int contentLength) {
        space.keep(contentLength);
    }

    @Override
    public void releaseRoom(int contentLength) {
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
            // The next record goes to the next segment: the force of this one shall cover the END, too.
            appendEnd(segments.nextIfReady());
        }
        if (!prepareAsked && roomInSegment() < active.header().size() / 4 * 3) {
            prepareAsked = true;
            segments.prepareSoon();
        }
    }

    /** Empties the buffer when the record would fit into an empty one only, and changes the segment at its end. */
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
     * Says in the segment which one follows. If that is missing later, acknowledged records are.
     *
     * @param next its base; nothing happens when it is 0
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
        appendEnd(segments.next());
        active.verify();
        forceBuffer();
        LogSegment next = segments.take();
        active.replace(next);
        prepareAsked = false;
        ended = false;
        end = next.header().base() + LogSegmentHeader.SIZE;
        buffer.startAt(end);
    }

    /** Room for records; an END always fits behind. */
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
        segments.durable(end);
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
