package io.ironjournal.segment;

import io.ironjournal.io.Storage;
import java.io.IOException;

/** The state that the appenders of all streams share. One thread runs them, one after the other. */
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
        maxEntriesPerSegment = Math.min(options.maxEntriesPerSegment(), FrameIndex.MAX_ENTRIES);
        unforced = new UnforcedChanges(storage, options.maxUnforcedFiles(), options.forcesAtOnce());
        encoder = new FrameEncoder(out, options);
    }

    /**
     * Returns how many more entries fit into a segment that has this number and ends at this offset. A segment can have
     * more entries than allowed, if the limit was lowered.
     */
    long roomFor(long count, long end) {
        return count > 0 && end >= maxSegmentSize ? 0 : Math.max(0, maxEntriesPerSegment - count);
    }

    /**
     * Returns the maximum size of the next frame in a segment that ends at this offset. It is at least an eighth of a
     * segment, so that compressible frames at the end of a segment do not become smaller and smaller.
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

    /** Creates a stream's directory if needed. It may exist from before a crash, with a name that is not durable. */
    void createDirectory(String directory) throws IOException {
        if (!streamsDurable) {
            unforced.changedNames("");
            storage.createDirectory(StreamFiles.STREAMS);
        }
        unforced.changedNames(StreamFiles.STREAMS);
        storage.createDirectory(directory);
    }

    /** Records that a stream with durable entries was found, so that its directories are durable too. */
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
