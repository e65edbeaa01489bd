package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.spi.log.LogReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files of the commit log: prepares segments before they are needed and retires those that no longer are.
 *
 * <p>Retiring renames it to a spare and forces the directory; only then is its header rewritten for the next use.
 * Otherwise a power cut could bring back the live name with a header that does not belong to it.
 */
public final class LogSegments {

    private final Storage storage;
    private final Manifest manifest;
    private final int segmentSize;
    private final LogSettings settings;
    private final Executor background;
    private final Consumer<Throwable> onFailure;

    /** Held while a segment is prepared; the committer waits for it only when preparation fell behind. */
    private final ReentrantLock preparing = new ReentrantLock();

    private final Deque<LogSegment> ready = new ArrayDeque<>();
    private boolean closed;

    /** Guards the two lists below; never held across I/O. */
    private final ReentrantLock lists = new ReentrantLock();

    private final Deque<LiveSegment> live = new ArrayDeque<>();
    private final Deque<String> spares = new ArrayDeque<>();

    /** Whether there is a spare, as there has to be: opening needs one, also on a full disk. */
    private volatile boolean spareKept;

    private volatile long base;
    private volatile long readyLimit;
    private volatile long mark;
    private volatile long durable;

    /** Why no segment is prepared or retired any more. */
    private volatile @Nullable Throwable failure;

    LogSegments(LogSettings settings, Manifest manifest, List<LiveSegment> live, List<String> spares, long mark) {
        this.storage = settings.storage();
        this.manifest = manifest;
        this.segmentSize = settings.segmentSize();
        this.settings = settings;
        this.background = settings.background();
        this.onFailure = settings.onFailure();
        this.live.addAll(live);
        this.spares.addAll(spares);
        this.spareKept = !spares.isEmpty();
        this.mark = mark;
        this.base = live.get(0).base();
        this.readyLimit = live.get(live.size() - 1).header().limit();
    }

    /** What headers of segments to come will say is durable. */
    void durable(long lsn) {
        durable = lsn;
    }

    /** Checks that the names of the journal's directories still lead to them. */
    void verify() throws IOException {
        storage.verify();
    }

    /** The LSN at which the oldest live segment begins. */
    long base() {
        return base;
    }

    /** Prepares the next segment on another thread, if none is ready. A full disk shows when it is needed. */
    void prepareSoon() {
        background.execute(() -> {
            try {
                ensure(1);
            } catch (IOException | RuntimeException | Error e) {
                // A full disk is met again by the committer and told to callers; anything else was told already.
            }
        });
    }

    /** Makes the spare for the next opening on another thread, if there is none. */
    void keepSpareSoon() {
        if (!spareKept) {
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
     * Makes sure that there is a spare which the next opening can use, however full the disk is then.
     *
     * @throws NoSpaceException when there is no space for it now
     */
    void keepSpare() throws IOException {
        if (spareKept) {
            return;
        }
        preparing.lock();
        try {
            if (!spareKept && !closed) {
                requireWorking();
                String made = LogSpare.make(storage, segmentSize, readyLimit);
                lists.lock();
                try {
                    spares.add(made);
                    spareKept = true;
                } finally {
                    lists.unlock();
                }
            }
        } catch (NoSpaceException e) {
            throw e;
        } catch (Throwable e) {
            failure = e;
            onFailure.accept(e);
            throw e;
        } finally {
            preparing.unlock();
        }
    }

    /** Returns once so many segments are ready; makes none when there is no space for all of them. */
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
                requireWorking();
                LogSegment next = prepare();
                ready.add(next);
                readyLimit = next.header().limit();
            }
        } catch (NoSpaceException e) {
            giveBack(before);
            throw e;
        }
    }

    /** Deletes the newest segments, each for good before the next: a gap in the log would look like a lost segment. */
    private void giveBack(int kept) throws IOException {
        while (ready.size() > kept) {
            LogSegment newest = ready.removeLast();
            newest.file().close();
            try {
                storage.delete(newest.path());
                storage.forceDirectory(LogFiles.DIRECTORY);
            } catch (IOException e) {
                failure = e;
                onFailure.accept(e);
                throw new IOException("Deleting a segment of the commit log failed: " + e.getMessage(), e);
            }
            readyLimit = newest.header().base();
        }
    }

    /** How many segments have to be ready behind the active one to hold so many bytes, headers included. */
    int countFor(long bytes) {
        long usable = segmentSize - LogSegmentHeader.SIZE - 2L * RecordHeader.SIZE - RecordHeader.END_SIZE;
        return (int) ((bytes + usable - 1) / usable);
    }

    /** The base of the next segment, which is ready; waits until it is. */
    long next() throws IOException {
        preparing.lock();
        try {
            prepare(1);
            return ready.getFirst().header().base();
        } finally {
            preparing.unlock();
        }
    }

    /** The base of the next segment; 0 when none is ready, or one is just being prepared. */
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

    /** The next segment, to be written from now on. */
    LogSegment take() throws IOException {
        ensure(1);
        preparing.lock();
        try {
            LogSegment next = ready.removeFirst();
            lists.lock();
            try {
                live.add(new LiveSegment(next.header()));
            } finally {
                lists.unlock();
            }
            return next;
        } finally {
            preparing.unlock();
        }
    }

    /** After a failed force nothing here is forced again, since that might seem to succeed. */
    private void requireWorking() throws IOException {
        Throwable failed = failure;
        if (failed != null) {
            throw new IOException("Preparing a segment of the commit log failed: " + failed.getMessage(), failed);
        }
    }

    /** Whether the oldest segment lies wholly below a mark. */
    boolean canTrim(long newMark) {
        lists.lock();
        try {
            return live.size() > 1 && live.getFirst().header().limit() <= newMark;
        } finally {
            lists.unlock();
        }
    }

    /** Retires the segments that lie wholly below a durable mark, oldest first. */
    void trim(long newMark) throws IOException {
        requireWorking();
        mark = Math.max(mark, newMark);
        List<LiveSegment> retired = new ArrayList<>();
        lists.lock();
        try {
            while (canTrim(newMark)) {
                retired.add(live.removeFirst());
            }
            base = live.getFirst().base();
        } finally {
            lists.unlock();
        }
        for (LiveSegment segment : retired) {
            storage.rename(segment.path(), LogFiles.spare(segment.base()));
        }
        if (!retired.isEmpty()) {
            storage.forceDirectory(LogFiles.DIRECTORY);
        }
        for (LiveSegment segment : retired) {
            keepOrDelete(segment.header(), settings.maxSpares(retired.size()));
        }
    }

    private void keepOrDelete(LogSegmentHeader segment, int maxSpares) throws IOException {
        String spare = LogFiles.spare(segment.base());
        lists.lock();
        try {
            if (segment.size() == segmentSize && spares.size() < maxSpares) {
                spares.add(spare);
                spareKept = true;
                return;
            }
        } finally {
            lists.unlock();
        }
        storage.delete(spare);
    }

    /**
     * Reads records of the live segments while the log is appended to. A segment may be retired and used again meanwhile:
     * what is not a valid record of its place is not returned.
     */
    LogReader reader(long from, long to) {
        List<LiveSegment> now;
        lists.lock();
        try {
            now = List.copyOf(live);
        } finally {
            lists.unlock();
        }
        List<LogChain.Link> links = new ArrayList<>(now.size());
        for (int i = 0; i < now.size(); i++) {
            // Each header says where the segment before it ends.
            LogSegmentHeader header = now.get(i).header();
            long end = i + 1 < now.size() ? now.get(i + 1).header().previousEnd() : to;
            links.add(new LogChain.Link(now.get(i), Math.min(header.limit(), end)));
        }
        return new LogCursor(storage, links, from);
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

    private LogSegment prepare() throws IOException {
        LogSegmentHeader header = new LogSegmentHeader(
                manifest.shardCount(),
                manifest.journalId(),
                segmentSize,
                readyLimit,
                readyLimit,
                mark,
                durable,
                LogSegmentFiles.newSalt());
        String spare;
        lists.lock();
        try {
            // The last one is for the next opening; the one retired last is the likeliest to be in the page cache.
            spare = spares.size() > 1 ? spares.pollLast() : null;
        } finally {
            lists.unlock();
        }
        try {
            return LogSegmentFiles.create(storage, header, spare, null);
        } catch (NoSpaceException e) {
            throw e;
        } catch (Throwable e) {
            failure = e;
            onFailure.accept(e);
            throw e;
        }
    }
}
