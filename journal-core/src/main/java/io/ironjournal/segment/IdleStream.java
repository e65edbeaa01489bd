package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.LossRemedy;
import java.io.IOException;
import java.util.Arrays;

/** Opens a stream whose entries are all in segments and durable. Reads a bounded number of bytes. */
final class IdleStream {

    private final StreamFiles stream;
    private final WritePath path;
    private final OpenSegments open;

    IdleStream(StreamFiles stream, WritePath path, OpenSegments open) {
        this.stream = stream;
        this.path = path;
        this.open = open;
    }

    /** Opens the stream with these segments, at least one. */
    StreamSegments open(long[] segments) throws IOException {
        long last = segments[segments.length - 1];
        SegmentTail tail;
        try (SegmentFile segment = SegmentFile.open(stream, last)) {
            tail = tail(segment);
        }
        if (tail.sealed()) {
            throw new SegmentNotFoundException(
                    "The last segment is missing: " + stream.at(tail.nextId(), 0) + LossRemedy.RESTORE,
                    stream.context(tail.nextId()).withId(tail.nextId()),
                    null);
        }
        path.foundDurableStream();
        return new StreamSegments(
                stream,
                path,
                open,
                SegmentAppender.behind(stream, path, last, tail),
                StreamExtent.of(segments, tail.end(), tail.nextId(), tail.lastTime()));
    }

    /** Opens the stream up to the first damaged header in its last segment. New entries go to another segment. */
    StreamSegments openWholePart(long[] segments) throws IOException {
        long last = segments[segments.length - 1];
        SegmentTail tail;
        try (SegmentFile segment = SegmentFile.open(stream, last)) {
            tail = SegmentTail.forward(segment, segment.size(), Long.MAX_VALUE);
        }
        // Above the first id of the damaged segment, because that id is the name of its file.
        long nextId = Math.max(tail.nextId(), last + 1);
        return new StreamSegments(
                stream,
                path,
                open,
                SegmentAppender.begin(stream, path, nextId, tail.lastTime()),
                StreamExtent.of(segments, tail.end(), nextId, tail.lastTime()));
    }

    /**
     * Opens the stream after a truncation, which a crash may have undone in part. Completes the truncation, and has it
     * forced even if no file is left to delete.
     */
    StreamSegments openFrom(long truncatedTo) throws IOException {
        long[] found = StreamFiles.segments(stream.storage(), stream.directory());
        int garbage = StreamFiles.below(found, truncatedTo);
        if (garbage == found.length || found[garbage] != truncatedTo) {
            throw new SegmentNotFoundException(
                    "The first segment is missing: " + stream.at(truncatedTo, 0) + LossRemedy.RESTORE,
                    stream.context(truncatedTo).withId(truncatedTo),
                    null);
        }
        StreamSegments opened = open(Arrays.copyOfRange(found, garbage, found.length));
        deleteBelow(Arrays.copyOf(found, garbage));
        return opened;
    }

    /** Deletes truncated segments, and has the directory forced even if there was none. */
    void deleteBelow(long[] garbage) throws IOException {
        path.unforced().changedNames(stream.directory());
        for (long segment : garbage) {
            path.unforced().delete(stream.directory(), stream.path(segment));
        }
    }

    private static SegmentTail tail(SegmentFile segment) throws IOException {
        long size = segment.size();
        SegmentTail tail = SegmentTail.backward(segment, size);
        if (tail == null) {
            tail = SegmentTail.forward(segment, size, Long.MAX_VALUE);
            if (tail.end() != size) {
                throw new CorruptionException(
                        "Id " + tail.nextId() + " and those that follow are damaged ("
                                + segment.at(tail.end())
                                + "). The log does not mention the stream, and cannot rebuild them"
                                + LossRemedy.RESTORE,
                        segment.context(tail.end()).withId(tail.nextId()),
                        null);
            }
        }
        return tail;
    }
}
