package io.ironjournal.log;

import io.ironjournal.figures.JournalFigures;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.Storage;
import io.ironjournal.spi.log.LogReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The segments of the commit log: the live ones, and those that are {@linkplain PreparedSegments prepared} for later.
 *
 * <p>A segment that is no longer needed is renamed to a spare and the directory is forced; only then is its header
 * rewritten for the next use. Otherwise a power failure could bring back the live name with a header of the next use.
 */
public final class LogSegments {

    private final Storage storage;
    private final SegmentFailure failure;
    private final PreparedSegments prepared;
    private final SpareSegments spares;
    private final JournalFigures figures;

    /** Guards the list below; never held across I/O. */
    private final ReentrantLock liveLock = new ReentrantLock();

    private final Deque<LiveSegment> live = new ArrayDeque<>();
    private volatile long base;

    LogSegments(LogSettings settings, Manifest manifest, List<LiveSegment> live, List<String> spares, long mark) {
        this.storage = settings.storage();
        this.figures = settings.figures();
        this.failure = new SegmentFailure(settings.onFailure());
        this.spares = new SpareSegments(settings, spares);
        this.prepared = new PreparedSegments(
                settings,
                manifest,
                this.spares,
                failure,
                live.get(live.size() - 1).header().limit(),
                mark);
        this.live.addAll(live);
        this.base = live.get(0).base();
    }

    /** Returns the segments that are ready for later. */
    PreparedSegments prepared() {
        return prepared;
    }

    /** Returns what counts the durations of forces. */
    JournalFigures figures() {
        return figures;
    }

    /** Checks that the names of the journal's directories still lead to them. */
    void verify() throws IOException {
        storage.verify();
    }

    /** The LSN at which the oldest live segment begins. */
    long base() {
        return base;
    }

    /** Removes the next segment from the prepared ones and makes it the newest live one. */
    LogSegment take() throws IOException {
        LogSegment next = prepared.take();
        liveLock.lock();
        try {
            live.add(new LiveSegment(next.header()));
        } finally {
            liveLock.unlock();
        }
        return next;
    }

    /** Whether the oldest segment lies wholly below a mark. */
    boolean canTrim(long newMark) {
        liveLock.lock();
        try {
            return live.size() > 1 && live.getFirst().header().limit() <= newMark;
        } finally {
            liveLock.unlock();
        }
    }

    /** Retires the segments that lie wholly below a durable mark, oldest first. */
    void trim(long newMark) throws IOException {
        failure.requireNone();
        prepared.mark(newMark);
        List<LiveSegment> retired = new ArrayList<>();
        liveLock.lock();
        try {
            while (canTrim(newMark)) {
                retired.add(live.removeFirst());
            }
            base = live.getFirst().base();
        } finally {
            liveLock.unlock();
        }
        for (LiveSegment segment : retired) {
            storage.rename(segment.path(), LogFiles.spare(segment.base()));
        }
        if (!retired.isEmpty()) {
            storage.forceDirectory(LogFiles.DIRECTORY);
        }
        for (LiveSegment segment : retired) {
            if (!spares.addRetired(segment.header(), retired.size())) {
                storage.delete(LogFiles.spare(segment.base()));
            }
        }
    }

    /**
     * Reads records of the live segments while the log is appended to. A segment may be retired and used again
     * meanwhile: what is not a valid record of its place is not returned.
     */
    LogReader reader(long from, long to) {
        List<LiveSegment> now;
        liveLock.lock();
        try {
            now = List.copyOf(live);
        } finally {
            liveLock.unlock();
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
        prepared.close();
    }
}
