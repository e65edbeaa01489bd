package io.ironjournal.log;

import io.ironjournal.figures.JournalFigures;
import io.ironjournal.figures.Recording;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.io.NoSpaceException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The segment that the log writes to, and the forces of its file. One thread writes; {@link #forceHandedOver} may run
 * on another at the same time. After a failed force nothing is forced again, since the next force might report success
 * for bytes that are lost.
 */
final class ActiveSegment {

    private static final long VERIFY_AFTER_NANOS = 1_000_000_000;

    /** After so many unforced writes, rare in a journal that forces each append, a segment is made ready for more. */
    private static final int MANY_SMALL_WRITES = 16;

    private final LogSegments segments;
    private volatile LogSegment segment;

    /** Held while something is forced and while the segment changes. */
    private final ReentrantLock forcing = new ReentrantLock();

    /** The first failure of a force: the operating system reports it only once. Under the lock. */
    private @Nullable Throwable failedForce;

    /** When names were verified last, by {@link System#nanoTime}. */
    private volatile long verified = System.nanoTime();

    /** How often bytes of this segment were handed over unforced. */
    private int smallWrites;

    /** How far the operating system has the log: the end of a record, since a durable LSN inside of one means corruption. */
    private volatile long handedOverEnd;

    private final AtomicLong durable;
    private final JournalFigures figures;

    /** The number of forces. Changed under the lock. */
    private final AtomicLong forces = new AtomicLong();

    ActiveSegment(LogSegments segments, LogSegment segment, long end) {
        this.segments = segments;
        this.figures = segments.figures();
        this.segment = segment;
        this.handedOverEnd = end;
        this.durable = new AtomicLong(end);
    }

    LogSegmentHeader header() {
        return segment.header();
    }

    /** Returns the LSN below which everything is forced. */
    long durable() {
        return durable.get();
    }

    void durable(long lsn) {
        durable.set(lsn);
    }

    /** Returns the number of forces since the log was opened. */
    long forces() {
        return forces.getAcquire();
    }

    /** Hands the rest of the buffer to the operating system, unforced. */
    void handOver(GroupBuffer buffer) throws IOException {
        if (buffer.pending() > 0 && ++smallWrites == MANY_SMALL_WRITES) {
            segment = segment.forSmallWrites();
        }
        writeRest(buffer);
        handedOverEnd = buffer.end();
    }

    private void writeRest(GroupBuffer buffer) throws IOException {
        if (buffer.pending() > 0) {
            long at = buffer.lsn() - segment.header().base() + buffer.handedOver();
            segment.file().write(at, buffer.rest());
        }
    }

    /** Forces what was handed over. */
    void forceHandedOver() throws IOException {
        forcing.lock();
        try {
            long target = handedOverEnd;
            if (target > durable.get() && failedForce == null) {
                long begin = verifyEverySecond();
                Recording event = figures.events().force();
                segment.file().force();
                forced(begin);
                event.finish(target - durable.get());
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
     * Writes and forces a buffer.
     *
     * @param unforcedBefore whether unforced bytes may precede the buffer, so that the whole file has to be forced
     */
    void force(GroupBuffer buffer, boolean unforcedBefore) throws IOException {
        long begin = verifyEverySecond();
        Recording event = figures.events().force();
        forcing.lock();
        try {
            if (failedForce != null) {
                throw new IOException("Forcing failed before: " + failedForce.getMessage(), failedForce);
            }
            if (unforcedBefore && durable.get() < buffer.lsn()) {
                writeRest(buffer);
                segment.file().force();
            } else {
                segment.file().writeForced(buffer.lsn() - segment.header().base(), buffer.all());
            }
            forced(begin);
            event.finish(buffer.end() - buffer.lsn());
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
    }

    /** Counts a force. Called under the lock. */
    private void forced(long begin) {
        figures.forces().add(System.nanoTime() - begin);
        forces.setRelease(forces.getPlain() + 1);
    }

    /**
     * Checks once a second, while the log is forced or grows, that its names still lead to its files. A small unforced
     * write does not check: reading the clock would take a tenth of its time, and a force follows it. Returns the time by
     * {@link System#nanoTime}.
     */
    long verifyEverySecond() throws IOException {
        long now = System.nanoTime();
        if (now - verified > VERIFY_AFTER_NANOS) {
            segments.verify();
            segment.file().verify();
            verified = now;
        }
        return now;
    }

    /** Checks that the name of the segment leads to its file. */
    void verify() throws IOException {
        segment.file().verify();
    }

    /** Closes the segment, all of which is forced, and continues with the next one. */
    void replace(LogSegment next) throws IOException {
        forcing.lock();
        try {
            segment.file().close();
            segment = next;
        } finally {
            forcing.unlock();
        }
        smallWrites = 0;
    }

    void close() throws IOException {
        segment.file().close();
    }
}
