package io.ironjournal.segment;

import io.ironjournal.format.Crc32c;
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

    /** The length of an index frame that is full. */
    private static final int FULL =
            FrameEncoder.OVERHEAD + Long.BYTES + PendingIndex.FRAMES * FrameHeader.INDEX_SLOT_SIZE;

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
        ForwardHeaders headers = new ForwardHeaders(segment);
        FrameIndex longer = index;
        while (longer.end() < limit) {
            FrameHeader frame = headers.at(longer.end(), limit);
            if (frame == null || frame.firstId() != longer.nextId()) {
                return longer;
            }
            if (frame.isData()) {
                if (!FrameIndex.canHave(segment.firstId(), frame.firstId(), frame.offset())) {
                    return longer;
                }
                longer = longer.plus(frame.firstId(), frame.offset());
            }
            longer = longer.covering(frame.endId(), frame.end());
        }
        return longer;
    }

    private void walkBack() throws IOException {
        BackwardHeaders headers = new BackwardHeaders(segment);
        long at = limit;
        long expected = -1;
        while (at > SegmentHeader.SIZE) {
            FrameHeader frame = headers.before(at);
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
            if (!fits(frame.firstId(), frame.offset())) {
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

    private boolean fits(long firstId, long offset) {
        return FrameIndex.canHave(segment.firstId(), firstId, offset);
    }

    /** Adds an index frame and all those before it. Returns false if one of them is damaged. */
    private boolean followIndex(FrameHeader newest) throws IOException {
        long at = newest.offset();
        long behind = newest.end();
        while (true) {
            ByteBuffer payload = indexAt(at, behind);
            if (payload == null || !addListed(payload, at)) {
                return false;
            }
            long previous = payload.getLong(0);
            if (previous == 0) {
                return true;
            }
            if (previous < SegmentHeader.SIZE || previous >= at) {
                return false;
            }
            behind = at;
            at = previous;
        }
    }

    /** Reads an index frame, usually by one read. Returns its payload, or null if it is damaged. */
    private @Nullable ByteBuffer indexAt(long offset, long limit) throws IOException {
        ByteBuffer frame = segment.readUpTo(offset, (int) Math.min(limit - offset, FULL));
        FrameHeader header = frame.limit() < FrameHeader.SIZE ? null : segment.header(frame, 0, offset, limit);
        if (header == null || header.isData()) {
            return null;
        }
        if (header.length() > frame.limit()) {
            byte[] longer = segment.payload(header);
            return longer == null ? null : ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN);
        }
        byte[] payload = new byte[header.storedLength()];
        frame.get(FrameHeader.SIZE, payload);
        return Crc32c.of(payload, 0, payload.length) == header.payloadCrc()
                ? ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN)
                : null;
    }

    /** Adds the frames that an index frame lists. */
    private boolean addListed(ByteBuffer payload, long behind) {
        @Nullable Place first = found.peekFirst();
        long nextFirstId = first == null ? nextId : first.firstId();
        long nextOffset = behind;
        for (int slot = payload.limit() - FrameHeader.INDEX_SLOT_SIZE;
                slot >= Long.BYTES;
                slot -= FrameHeader.INDEX_SLOT_SIZE) {
            Place place = new Place(payload.getLong(slot), payload.getLong(slot + Long.BYTES));
            if (place.offset < SegmentHeader.SIZE
                    || place.offset >= nextOffset
                    || place.firstId >= nextFirstId
                    || !fits(place.firstId, place.offset)) {
                return false;
            }
            found.addFirst(place);
            nextFirstId = place.firstId;
            nextOffset = place.offset;
        }
        return true;
    }

    private FrameIndex result() {
        return withFound(FrameIndex.empty(segment.firstId(), SegmentHeader.SIZE));
    }

    private FrameIndex joinForward() throws IOException {
        FrameIndex start = FrameIndex.empty(segment.firstId(), SegmentHeader.SIZE);
        @Nullable Place rest = found.peekFirst();
        FrameIndex index = extend(start, segment, rest == null ? limit : rest.offset());
        if (rest == null) {
            return index;
        }
        return withFound(index);
    }

    private FrameIndex withFound(FrameIndex before) {
        FrameIndex index = before;
        for (Place place : found) {
            index = index.plus(place.firstId(), place.offset());
        }
        return index.covering(nextId, limit);
    }
}
