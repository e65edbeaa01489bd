package io.ironjournal.io;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The lengths of all files of a storage, in bytes. Directories count nothing. If others change files, the counts are
 * wrong, but never negative. Thread-safe.
 */
public final class DiskUse {

    private static final String LOG = "log/";
    private static final String STREAMS = "streams/";

    private final AtomicLong log = new AtomicLong();
    private final AtomicLong streams = new AtomicLong();
    private final AtomicLong others = new AtomicLong();
    private final AtomicLong writtenToStreams = new AtomicLong();

    DiskUse() {}

    /** Returns the size of the files of the commit log. */
    public long log() {
        return Math.max(0, log.get());
    }

    /** Returns the size of all files that do not belong to the commit log. */
    public long besideLog() {
        return Math.max(0, streams.get()) + Math.max(0, others.get());
    }

    /** Returns by how much the segments of streams have grown since the start. Deletions do not reduce the result. */
    public long writtenToStreams() {
        return writtenToStreams.get();
    }

    /** Returns whether two paths count as different kinds of files. */
    static boolean differ(String path, String other) {
        return path.startsWith(LOG) != other.startsWith(LOG) || path.startsWith(STREAMS) != other.startsWith(STREAMS);
    }

    /** Forgets all files. */
    void clear() {
        log.set(0);
        streams.set(0);
        others.set(0);
    }

    /** Adds the bytes of a file that was not counted before. */
    void found(String path, long bytes) {
        counter(path).addAndGet(bytes);
    }

    /** Adds bytes that were written behind the end of a file. */
    void grown(String path, long bytes) {
        counter(path).addAndGet(bytes);
        if (path.startsWith(STREAMS)) {
            writtenToStreams.addAndGet(bytes);
        }
    }

    /** Subtracts bytes of a file that was deleted or became shorter. */
    void freed(String path, long bytes) {
        counter(path).addAndGet(-bytes);
    }

    private AtomicLong counter(String path) {
        if (path.startsWith(LOG)) {
            return log;
        }
        return path.startsWith(STREAMS) ? streams : others;
    }
}
