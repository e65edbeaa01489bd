package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/** The segments that are ready before they are needed, and the spare that is kept for the next opening. Thread-safe. */
final class PreparedSegments {

    private final LogSettings settings;
    private final Storage storage;
    private final Manifest manifest;
    private final SpareSegments spares;
    private final SegmentFailure failure;
    private final Executor background;

    /** Held while a segment is prepared; the committer waits for it only when preparation falls behind. */
    private final ReentrantLock preparing = new ReentrantLock();

    private final Deque<LogSegment> ready = new ArrayDeque<>();
    private boolean closed;

    /** LSN at which the next segment to be prepared begins. */
    private volatile long limit;

    private volatile long mark;
    private volatile long durable;

    PreparedSegments(
            LogSettings settings,
            Manifest manifest,
            SpareSegments spares,
            SegmentFailure failure,
            long limit,
            long mark) {
        this.settings = settings;
        this.storage = settings.storage();
        this.manifest = manifest;
        this.spares = spares;
        this.failure = failure;
        this.background = settings.background();
        this.limit = limit;
        this.mark = mark;
    }

    /** Sets the durable LSN for the headers of later segments. */
    void durable(long lsn) {
        durable = lsn;
    }

    /** Raises the low-water mark for the headers of later segments. */
    void mark(long lsn) {
        mark = Math.max(mark, lsn);
    }

    /** Prepares the next segment on another thread, if none is ready. A full disk shows when it is needed. */
    void prepareSoon() {
        background.execute(() -> {
            try {
                ensure(1);
            } catch (IOException | RuntimeException | Error e) {
                // The committer meets a full disk again and reports it to callers. Other failures are reported already.
            }
        });
    }

    /** Makes the spare for the next opening on another thread, if there is none. */
    void keepSpareSoon() {
        if (!spares.isKept()) {
            background.execute(() -> {
                try {
                    keepSpare();
                } catch (IOException | RuntimeException | Error e) {
                    // As in prepareSoon.
                }
            });
        }
    }

    /**
     * Makes sure that there is a spare for the next opening, which may find the disk full.
     *
     * @throws NoSpaceException when there is no space for it now
     */
    void keepSpare() throws IOException {
        if (spares.isKept()) {
            return;
        }
        preparing.lock();
        try {
            if (!spares.isKept() && !closed) {
                failure.requireNone();
                spares.add(LogSpare.make(storage, settings.segmentSize(), limit));
            }
        } catch (NoSpaceException e) {
            throw e;
        } catch (Throwable e) {
            failure.failed(e);
            throw e;
        } finally {
            preparing.unlock();
        }
    }

    /** Prepares segments until so many are ready; prepares none when there is no space for all of them. */
    void ensure(int count) throws IOException {
        preparing.lock();
        try {
            prepare(count);
        } finally {
            preparing.unlock();
        }
    }

    private void prepare(int count) throws IOException {
        int before = ready.size();
        try {
            while (ready.size() < count && !closed) {
                failure.requireNone();
                LogSegment next = prepare();
                ready.add(next);
                limit = next.header().limit();
            }
        } catch (NoSpaceException e) {
            deleteNewest(before);
            throw e;
        }
    }

    private LogSegment prepare() throws IOException {
        LogSegmentHeader header = new LogSegmentHeader(
                manifest.shardCount(),
                manifest.journalId(),
                settings.segmentSize(),
                limit,
                limit,
                mark,
                durable,
                LogSegmentFiles.newSalt());
        try {
            return LogSegmentFiles.create(storage, header, spares.take(), null);
        } catch (NoSpaceException e) {
            throw e;
        } catch (Throwable e) {
            failure.failed(e);
            throw e;
        }
    }

    /** Deletes the newest segments, each durably before the next: a gap in the log would look like a lost segment. */
    private void deleteNewest(int kept) throws IOException {
        while (ready.size() > kept) {
            LogSegment newest = ready.removeLast();
            newest.file().close();
            try {
                storage.delete(newest.path());
                storage.forceDirectory(LogFiles.DIRECTORY);
            } catch (IOException e) {
                failure.failed(e);
                throw new IOException("Deleting a segment of the commit log failed: " + e.getMessage(), e);
            }
            limit = newest.header().base();
        }
    }

    /** Returns how many segments behind the active one are needed for so many bytes, headers included. */
    int countFor(long bytes) {
        long usable = settings.segmentSize() - LogSegmentHeader.SIZE - 2L * RecordHeader.SIZE - RecordHeader.END_SIZE;
        return (int) ((bytes + usable - 1) / usable);
    }

    /** Returns the base of the next segment; waits until it is ready. */
    long next() throws IOException {
        preparing.lock();
        try {
            prepare(1);
            return ready.getFirst().header().base();
        } finally {
            preparing.unlock();
        }
    }

    /** Returns the base of the next segment; 0 when none is ready or one is being prepared. */
    long nextIfReady() {
        if (!preparing.tryLock()) {
            return 0;
        }
        try {
            return ready.isEmpty() ? 0 : ready.getFirst().header().base();
        } finally {
            preparing.unlock();
        }
    }

    LogSegment take() throws IOException {
        preparing.lock();
        try {
            prepare(1);
            return ready.removeFirst();
        } finally {
            preparing.unlock();
        }
    }

    void close() throws IOException {
        preparing.lock();
        try {
            closed = true;
            for (LogSegment segment : ready) {
                segment.file().close();
            }
            ready.clear();
        } finally {
            preparing.unlock();
        }
    }
}
