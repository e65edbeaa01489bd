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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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

    private static final long VERIFY_AFTER = 1_000_000_000;

    /** Up to so many bytes it is cheaper to write once more, forced, than to force the file. */
    private static final int KEPT_FOR_REWRITING = 4 << 10;

    /** After so many unforced writes, rare in a journal that forces each append, a segment is made ready for more. */
    private static final int MANY_SMALL_WRITES = 16;

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
    private final long reserveSize;

    private final GroupBuffer buffer;

    private volatile LogSegment active;

    /** Held while something is forced and when the segment changes, since {@link #commitHandedOver} may run beside. */
    private final ReentrantLock forcing = new ReentrantLock();

    /** The first failure of a force: what the system has reported once it does not report again. Under the lock. */
    private @Nullable Throwable failedForce;

    /** When names were checked last, by {@link System#nanoTime}. */
    private volatile long verified = System.nanoTime();

    private boolean prepareAsked;

    /** Whether the active segment has its END. */
    private boolean ended;

    /** How often bytes of the active segment were handed over unforced. */
    private int smallWrites;

    /** Room that outcomes of prepared branches will need. */
    private long keptRoom;

    /** Whether bytes that were handed over and have left the buffer are not forced yet. */
    private boolean unforcedBefore;

    private volatile long end;

    /** How far the operating system has the log; always the end of a record, since a durable LSN within one means rot. */
    private volatile long handedOverEnd;

    private final AtomicLong durable = new AtomicLong();
    private final AtomicLong forces = new AtomicLong();

    FileCommitLog(LogSegments segments, LogSegment active, long end) {
        this.segments = segments;
        this.active = active;
        this.end = end;
        this.handedOverEnd = end;
        this.durable.set(end);
        this.buffer =
                new GroupBuffer((int) Math.min(BUFFER_SIZE, active.header().size()), end);
        this.reserveSize = Math.min(64 << 10, active.header().size() / 4);
        segments.durable(end);
    }

    @Override
    public LogCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public long reserve(int contentLength, boolean urgent) throws IOException {
        try {
            makeReady(contentLength, urgent);
        } catch (NoSpaceException e) {
            throw new LogFullException("No space for the commit log: " + e.getMessage(), e);
        }
        return end;
    }

    private void makeReady(int contentLength, boolean urgent) throws IOException {
        long needed = RecordHeader.footprint(contentLength) + divisions(contentLength);
        if (!urgent) {
            segments.keepSpare();
            needed += keptFree();
        }
        long room = roomInSegment();
        if (needed > room) {
            segments.ensure(segments.countFor(needed - Math.max(0, room - RecordHeader.MIN_ROOM)));
        }
        if (room < RecordHeader.MIN_ROOM) {
            nextSegment();
        }
    }

    /**
     * What is kept for outcomes and marks; and at least half a segment, so that the next opening can do with one spare: it
     * either moves what the newest segment holds, which leaves that one as a spare, or has another that is not begun.
     */
    private long keptFree() {
        return Math.max(active.header().size() / 2, keptRoom + reserveSize);
    }

    @Override
    public void keepRoom(int contentLength) {
        keptRoom += RecordHeader.footprint(contentLength) + RecordHeader.SIZE;
    }

    @Override
    public void releaseRoom(int contentLength) {
        keptRoom -= RecordHeader.footprint(contentLength) + RecordHeader.SIZE;
    }

    /** What the headers of more fragments take when a record is larger than the buffer. */
    private long divisions(int contentLength) {
        long fragments = contentLength / (buffer.size() - RecordHeader.SIZE);
        return fragments * RecordHeader.SIZE;
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
            bodyAt = buffer.put(type, flags, head, body, bodyAt, length, durable.get(), active.header());
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
        buffer.putEnd(next, durable.get(), active.header());
        end = buffer.end();
    }

    private void nextSegment() throws IOException {
        appendEnd(segments.next());
        active.file().verify();
        forceBuffer();
        LogSegment next = segments.take();
        forcing.lock();
        try {
            active.file().close();
            active = next;
        } finally {
            forcing.unlock();
        }
        prepareAsked = false;
        ended = false;
        smallWrites = 0;
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
        if (pending() > 0 && ++smallWrites == MANY_SMALL_WRITES) {
            active = active.forSmallWrites();
        }
        writeRest();
        handedOverEnd = end;
        if (buffer.handedOver() > KEPT_FOR_REWRITING) {
            unforcedBefore = true;
            verifyNow();
            buffer.clear();
        }
    }

    private void writeRest() throws IOException {
        if (pending() > 0) {
            long at = buffer.lsn() - active.header().base() + buffer.handedOver();
            active.file().write(at, buffer.rest());
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
        durable.set(end);
        segments.durable(end);
    }

    @Override
    public void commitHandedOver() throws IOException {
        forcing.lock();
        try {
            long target = handedOverEnd;
            if (target > durable.get() && failedForce == null) {
                verifyNow();
                active.file().force();
                forces.incrementAndGet();
                durable.accumulateAndGet(target, Math::max);
            }
        } catch (Throwable e) {
            failedForce = e;
            throw e;
        } finally {
            forcing.unlock();
        }
    }

    /**
     * Checks once a second, while the log is forced or grows, that its names still lead to its files. A small unforced
     * write does not ask: reading the clock would take a tenth of its time, and a force follows it.
     */
    private void verifyNow() throws IOException {
        long now = System.nanoTime();
        if (now - verified > VERIFY_AFTER) {
            segments.verify();
            active.file().verify();
            verified = now;
        }
    }

    private void forceBuffer() throws IOException {
        if (!unforcedBefore && buffer.isEmpty()) {
            return;
        }
        verifyNow();
        forcing.lock();
        try {
            if (failedForce != null) {
                throw new IOException("Forcing failed before: " + failedForce.getMessage(), failedForce);
            }
            if (unforcedBefore && durable.get() < buffer.lsn()) {
                writeRest();
                active.file().force();
            } else {
                active.file().writeForced(buffer.lsn() - active.header().base(), buffer.all());
            }
        } catch (NoSpaceException e) {
            // The room was forced long ago: a device without space for it has lost records.
            failedForce = e;
            throw new IOException("Forcing failed, which is not tried again: " + e.getMessage(), e);
        } catch (Throwable e) {
            failedForce = e;
            throw e;
        } finally {
            forcing.unlock();
        }
        forces.incrementAndGet();
        unforcedBefore = false;
        buffer.clear();
    }

    @Override
    public LogReader reader(long from) {
        return segments.reader(from, durable.get());
    }

    @Override
    public long durable() {
        return durable.get();
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
        return forces.get();
    }

    @Override
    public void close() throws IOException {
        segments.close();
        active.file().close();
    }
}
