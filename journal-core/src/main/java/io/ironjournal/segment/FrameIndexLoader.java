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
 * Finds the data frames of a segment: from its end backwards, by trailers to the newest index frame and from there by
 * the links between index frames. Where that meets damage, it comes the other way, by the headers from the beginning.
 * What lies between the two places of damage stays unknown, and only reading those entries fails.
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

    /** Indexes a segment up to a point in the file, at which a frame ends; damage on the way is logged. */
    static FrameIndex load(SegmentFile segment, long limit) throws IOException {
        FrameIndexLoader loader = search(segment, limit);
        if (!loader.complete && segment.tellsOfIndex()) {
            // Asked for here, where it is needed: the first logger of a process takes long to be made.
            System.getLogger("io.ironjournal")
                    .log(
                            System.Logger.Level.WARNING,
                            "The index of a segment is damaged and was rebuilt from the frames: {0}",
                            segment.at(0));
        }
        return loader.found();
    }

    /** Looks for the frames up to any point in the file. */
    static FrameIndexLoader search(SegmentFile segment, long limit) throws IOException {
        FrameIndexLoader loader = new FrameIndexLoader(segment, limit);
        loader.walkBack();
        return loader;
    }

    /** Whether the index led to all of them. */
    boolean complete() {
        return complete;
    }

    /** Those that were found, if need be by their headers. */
    FrameIndex found() throws IOException {
        return complete ? result() : joinForward();
    }

    /** Goes on where an index ends; stops early where there is no valid frame that joins. */
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

    /** Takes over an index frame and all those before it; false when one of them is damaged. */
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
