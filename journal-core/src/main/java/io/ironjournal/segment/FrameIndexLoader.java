package io.ironjournal.segment;

import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Finds the data frames of a segment. It starts at the end and follows trailers to the newest index frame, then the
 * links between index frames. If it meets damage, it also reads headers from the beginning. Frames between two damaged
 * places stay unknown, and only reads of their entries fail.
 */
final class FrameIndexLoader {

    private record Place(long firstId, long offset) {}

    private final SegmentFile segment;
    private final long limit;
    private final Deque<Place> found = new ArrayDeque<>();
    private long nextId = -1;
    private boolean complete;

    private FrameIndexLoader(SegmentFile segment, long limit) {
        this.segment = segment;
        this.limit = limit;
    }

    /** Indexes a segment up to an offset at which a frame ends. Damage on the way is logged. */
    static FrameIndex load(SegmentFile segment, long limit) throws IOException {
        FrameIndexLoader loader = search(segment, limit);
        if (!loader.complete && segment.tellsOfIndex()) {
            // The logger is looked up here because the first logger of a process takes long to create.
            System.getLogger("io.ironjournal")
                    .log(
                            System.Logger.Level.WARNING,
                            "The index of a segment is damaged and was rebuilt from the frames: {0}",
                            segment.at(0));
        }
        return loader.found();
    }

    /** Searches the frames up to any offset. */
    static FrameIndexLoader search(SegmentFile segment, long limit) throws IOException {
        FrameIndexLoader loader = new FrameIndexLoader(segment, limit);
        loader.walkBack();
        return loader;
    }

    /** Returns whether the index frames led to all data frames. */
    boolean complete() {
        return complete;
    }

    /** Returns the frames that were found, by their headers if necessary. */
    FrameIndex found() throws IOException {
        return complete ? result() : joinForward();
    }

    /** Continues at the end of an index. Stops early if no valid frame follows. */
    static FrameIndex extend(FrameIndex index, SegmentFile segment, long limit) throws IOException {
        FrameIndex longer = index;
        while (longer.end() < limit) {
            FrameHeader frame = segment.header(longer.end(), limit);
            if (frame == null || frame.firstId() != longer.nextId()) {
                return longer;
            }
            if (frame.isData()) {
                longer = longer.plus(frame.firstId(), frame.offset());
            }
            longer = longer.covering(frame.endId(), frame.end());
        }
        return longer;
    }

    private void walkBack() throws IOException {
        long at = limit;
        long expected = -1;
        while (at > SegmentHeader.SIZE) {
            FrameHeader frame = segment.headerBefore(at);
            if (frame == null || (expected >= 0 && frame.endId() != expected)) {
                return;
            }
            if (nextId < 0) {
                nextId = frame.endId();
            }
            if (!frame.isData()) {
                complete = followIndex(frame);
                return;
            }
            found.addFirst(new Place(frame.firstId(), frame.offset()));
            expected = frame.firstId();
            at = frame.offset();
        }
        complete = at == SegmentHeader.SIZE && (expected < 0 || expected == segment.firstId());
        if (nextId < 0) {
            nextId = segment.firstId();
        }
    }

    /** Adds an index frame and all those before it. Returns false if one of them is damaged. */
    private boolean followIndex(FrameHeader newest) throws IOException {
        FrameHeader index = newest;
        while (true) {
            byte[] bytes = segment.payload(index);
            if (bytes == null) {
                return false;
            }
            ByteBuffer payload = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            long previousAt = payload.getLong(0);
            Place next = new Place(index.firstId(), index.offset());
            for (int i = index.count() - 1; i >= 0; i--) {
                int slot = Long.BYTES + i * FrameHeader.INDEX_SLOT_SIZE;
                Place place = new Place(payload.getLong(slot), payload.getLong(slot + Long.BYTES));
                if (place.offset < SegmentHeader.SIZE || place.offset >= next.offset || place.firstId >= next.firstId) {
                    return false;
                }
                found.addFirst(place);
                next = place;
            }
            if (previousAt == 0) {
                return true;
            }
            FrameHeader previous = previousAt >= SegmentHeader.SIZE && previousAt < index.offset()
                    ? segment.header(previousAt, index.offset())
                    : null;
            if (previous == null || previous.isData()) {
                return false;
            }
            index = previous;
        }
    }

    private FrameIndex result() {
        FrameIndex index = FrameIndex.empty(nextId, limit);
        for (Place place : found) {
            index = index.plus(place.firstId(), place.offset());
        }
        return index;
    }

    private FrameIndex joinForward() throws IOException {
        FrameIndex start = FrameIndex.empty(segment.firstId(), SegmentHeader.SIZE);
        @Nullable Place rest = found.peekFirst();
        FrameIndex index = extend(start, segment, rest == null ? limit : rest.offset());
        if (rest == null) {
            return index;
        }
        for (Place place : found) {
            index = index.plus(place.firstId(), place.offset());
        }
        return index.covering(nextId, limit);
    }
}
