package io.ironjournal.segment;

import io.ironjournal.io.Storage;
import java.io.IOException;

/** What the appenders of all streams share, since one thread runs them, one after the other. */
final class WritePath {

    /** An eighth of the smallest segment that the options allow. */
    private static final int LEAST_FRAME = 512;

    private final Storage storage;
    private final long maxSegmentSize;
    private final long maxEntriesPerSegment;
    private final UnforcedChanges unforced;
    private final SegmentOutput out = new SegmentOutput();
    private final FrameEncoder encoder;

    /** Whether the name of the directory of all streams is known to be durable. */
    private volatile boolean streamsDurable;

    WritePath(Storage storage, SegmentOptions options) {
        this.storage = storage;
        maxSegmentSize = options.maxSegmentSize();
        maxEntriesPerSegment = options.maxEntriesPerSegment();
        unforced = new UnforcedChanges(storage, options.maxUnforcedFiles(), options.forcesAtOnce());
        encoder = new FrameEncoder(out, options);
    }

    /**
     * How many more entries a segment may take that holds so many and ends there. It may hold more than it should, from
     * before the limit was lowered.
     */
    long roomFor(long count, long end) {
        return count > 0 && end >= maxSegmentSize ? 0 : Math.max(0, maxEntriesPerSegment - count);
    }

    /**
     * How many bytes the next frame of a segment may take that ends there. Not less than an eighth of a segment, so that
     * the last frames of a segment, when they compress well, do not become smaller and smaller.
     */
    long bytesFor(long end) {
        return Math.max(Math.max(LEAST_FRAME, maxSegmentSize / 8), maxSegmentSize - end - FrameEncoder.OVERHEAD);
    }

    UnforcedChanges unforced() {
        return unforced;
    }

    SegmentOutput out() {
        return out;
    }

    FrameEncoder encoder() {
        return encoder;
    }

    /** Makes sure that a stream has a directory, which may be there from before a crash that its name does not survive. */
    void createDirectory(String directory) throws IOException {
        if (!streamsDurable) {
            unforced.changedNames("");
            storage.createDirectory(StreamFiles.STREAMS);
        }
        unforced.changedNames(StreamFiles.STREAMS);
        storage.createDirectory(directory);
    }

    /** Notes that a stream was found whose entries are durable, and so is the way to it. */
    void foundDurableStream() {
        streamsDurable = true;
    }

    void forceAll() throws IOException {
        boolean streams = unforced.covers("");
        unforced.forceAll();
        if (streams) {
            streamsDurable = true;
        }
    }
}
