package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.EntryTime;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.LossRemedy;
import io.ironjournal.format.SegmentHeader;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens a stream that the log mentions. The log has all entries from an id on, the <em>first logged id</em>. The
 * segments must have all entries below it.
 *
 * <p>Recovery looks for the frame that contains the entry before the first logged id. This frame and all frames before
 * it were forced, because the log has already discarded their entries. If the frame is missing or damaged, recovery
 * fails and changes nothing, because nothing can rebuild the frame. Otherwise the segments are truncated behind the
 * frame. The bytes there are not read, because a crash can leave anything there. The log still has their entries.
 *
 * <p>Segments that the log has truncated may or may not exist. They are deleted without being read.
 *
 * <p>The directory is always registered to be forced. An earlier process may have deleted or truncated files without a
 * force, and a power failure would bring the files back.
 */
final class SegmentRecovery {

    private final StreamFiles stream;
    private final WritePath path;
    private final long fromId;
    private final long truncatedTo;
    private final Consumer<String> notes;

    private SegmentRecovery(StreamFiles stream, WritePath path, long fromId, long truncatedTo, Consumer<String> notes) {
        this.stream = stream;
        this.path = path;
        this.fromId = fromId;
        this.truncatedTo = truncatedTo;
        this.notes = notes;
    }

    static StreamSegments recover(
            StreamFiles stream,
            WritePath path,
            OpenSegments open,
            long fromId,
            long truncatedTo,
            Consumer<String> notes)
            throws IOException {
        if (fromId < truncatedTo) {
            throw new IllegalArgumentException(
                    "Ids from " + fromId + " on are below " + truncatedTo + ", to which the stream was truncated");
        }
        return new SegmentRecovery(stream, path, fromId, truncatedTo, notes).recover(open);
    }

    private StreamSegments recover(OpenSegments open) throws IOException {
        long[] all = StreamFiles.segments(stream.storage(), stream.directory());
        if (fromId == truncatedTo) {
            delete(all);
            return new StreamSegments(
                    stream,
                    path,
                    open,
                    SegmentAppender.begin(stream, path, fromId, EntryTime.NONE),
                    StreamExtent.empty(fromId));
        }
        long[] garbage = Arrays.copyOf(all, StreamFiles.below(all, truncatedTo));
        long[] found = Arrays.copyOfRange(all, garbage.length, all.length);
        int kept = kept(found);
        long last = found[kept - 1];
        SegmentTail tail;
        long size;
        try (SegmentFile segment = SegmentFile.open(stream, last)) {
            size = segment.size();
            tail = tail(segment, size);
        }
        path.foundDurableStream();
        path.unforced().changedNames(stream.directory());
        delete(garbage);
        delete(Arrays.copyOfRange(found, kept, found.length));
        if (size > tail.end()) {
            path.unforced().change(stream.path(last)).setSize(tail.end());
        }
        long[] segments = Arrays.copyOf(found, kept);
        return new StreamSegments(
                stream,
                path,
                open,
                SegmentAppender.behind(stream, path, last, tail),
                StreamExtent.of(segments, tail.end(), tail.nextId(), tail.lastTime()));
    }

    /** Returns how many of the segments have entries that the log no longer has. */
    private int kept(long[] found) {
        int kept = StreamFiles.below(found, fromId);
        if (truncatedTo > 0 && (kept == 0 || found[0] != truncatedTo)) {
            throw new SegmentNotFoundException(
                    "The first segment is missing: " + stream.at(truncatedTo, 0) + ". The log has the ids from "
                            + fromId + " on, and cannot rebuild it" + LossRemedy.RESTORE,
                    stream.context(truncatedTo).withId(truncatedTo),
                    null);
        }
        if (kept == 0 && found.length > 0 && found[0] == fromId) {
            // Everything below was truncated. The remaining segment gives the stream its first id.
            kept = 1;
        }
        if (kept == 0) {
            throw new SegmentNotFoundException(
                    "The segment with id " + (fromId - 1) + " is missing: " + stream.at(fromId - 1, 0)
                            + ", or one that begins below. The log has the ids from " + fromId
                            + " on, and cannot rebuild it" + LossRemedy.RESTORE,
                    stream.context(fromId - 1).withId(fromId - 1),
                    null);
        }
        return kept;
    }

    private void delete(long[] segments) throws IOException {
        for (int i = segments.length - 1; i >= 0; i--) {
            path.unforced().delete(stream.directory(), stream.path(segments[i]));
        }
    }

    /** Finds the end of the frame with the last id that the log no longer has. */
    private SegmentTail tail(SegmentFile segment, long size) throws IOException {
        if (segment.firstId() == fromId) {
            return new SegmentTail(fromId, SegmentHeader.SIZE, new PendingIndex(0), segment.timeBefore(), false);
        }
        FrameIndexLoader index = FrameIndexLoader.search(segment, size);
        SegmentTail tail = tailByIndex(segment, index.found(), size);
        if (tail == null) {
            tail = tailByHeaders(segment, size);
        }
        // A torn tail also makes an index incomplete. Only the index of the rest has to be complete.
        if (!index.complete() && !FrameIndexLoader.search(segment, tail.end()).complete()) {
            notes.accept("The index of a segment is damaged and was rebuilt from the frames: " + segment.at(0));
        }
        return tail;
    }

    private @Nullable SegmentTail tailByIndex(SegmentFile segment, FrameIndex index, long size) throws IOException {
        long offset = index.floor(fromId - 1);
        FrameHeader last = offset < 0 ? null : segment.header(offset, size);
        return last != null && last.holds(fromId - 1) && segment.payloadIsWhole(last)
                ? SegmentTail.backward(segment, last.end())
                : null;
    }

    /** Finds it without hints, by the headers from the beginning. */
    private SegmentTail tailByHeaders(SegmentFile segment, long size) throws IOException {
        SegmentTail tail = SegmentTail.forward(segment, size, fromId);
        if (tail.nextId() < fromId) {
            throw lost(segment, tail, size);
        }
        @Nullable FrameHeader last = null;
        int newest = tail.pending().count() - 1;
        if (newest >= 0) {
            last = segment.header(tail.pending().offset(newest), size);
        }
        if (last == null || !last.holds(fromId - 1) || !segment.payloadIsWhole(last)) {
            throw new CorruptionException(
                    "The frame with id " + (fromId - 1) + " is damaged ("
                            + segment.at(last == null ? tail.end() : last.offset())
                            + "), and the log has only the ids from "
                            + fromId + " on" + LossRemedy.RESTORE,
                    segment.context(last == null ? tail.end() : last.offset()).withId(fromId - 1),
                    null);
        }
        return tail;
    }

    private CorruptionException lost(SegmentFile segment, SegmentTail tail, long size) {
        String rest =
                ". The log has the ids from " + fromId + " on, and cannot rebuild those before" + LossRemedy.RESTORE;
        if (tail.sealed() && tail.end() == size) {
            return new SegmentNotFoundException(
                    "A segment is missing: " + stream.at(tail.nextId(), 0) + rest,
                    stream.context(tail.nextId()).withId(tail.nextId()),
                    null);
        }
        return new CorruptionException(
                "Id " + tail.nextId() + " and those that follow are missing or damaged (" + segment.at(tail.end()) + ")"
                        + rest,
                segment.context(tail.end()).withId(tail.nextId()),
                null);
    }
}
