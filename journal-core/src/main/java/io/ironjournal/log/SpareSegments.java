package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The spare files of an open log. Thread-safe. */
final class SpareSegments {

    private final LogSettings settings;

    /** Never held across I/O. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<String> paths = new ArrayDeque<>();

    /** Whether there is a spare: the next opening needs one, also on a full disk. */
    private volatile boolean kept;

    SpareSegments(LogSettings settings, List<String> paths) {
        this.settings = settings;
        this.paths.addAll(paths);
        this.kept = !paths.isEmpty();
    }

    boolean isKept() {
        return kept;
    }

    void add(String path) {
        lock.lock();
        try {
            paths.add(path);
            kept = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds a retired segment unless it has another size or there are enough.
     *
     * @param retired how many segments are retired with it
     * @return false when the file is not needed
     */
    boolean addRetired(LogSegmentHeader segment, int retired) {
        lock.lock();
        try {
            boolean fits = segment.size() == settings.segmentSize() && paths.size() < settings.maxSpares(retired);
            if (fits) {
                paths.add(LogFiles.spare(segment.base()));
                kept = true;
            }
            return fits;
        } finally {
            lock.unlock();
        }
    }

    /** Removes the spare that was added last, since it is most likely in the page cache; null when only one is left. */
    @Nullable
    String take() {
        lock.lock();
        try {
            return paths.size() > 1 ? paths.pollLast() : null;
        } finally {
            lock.unlock();
        }
    }
}
