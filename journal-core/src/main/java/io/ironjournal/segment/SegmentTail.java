package io.ironjournal.segment;

import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.SegmentHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a segment's end to go on behind it.
 *
 * @param nextId the id that comes next
 * @param end where the next frame goes
 * @param pending data frames that no index frame lists yet
 * @param sealed whether the segment ends with the index frame that seals it
 */
record SegmentTail(long nextId, long end, PendingIndex pending, boolean sealed) {

    /**
     * Walks back from the end by the frames' trailers, as far as the newest index frame: at most
     * {@value PendingIndex#FRAMES} headers are read, whatever the segment's size.
     *
     * @return null when something on the way is not a frame of this segment, or does not join the next one
     */
    static @Nullable SegmentTail backward(SegmentFile segment, long end) throws IOException {
        List<FrameHeader> data = new ArrayList<>();
        long at = end;
        long nextId = -1;
        long expected = -1;
        boolean sealed = false;
        long previousIndex = 0;
        while (at > SegmentHeader.SIZE && previousIndex == 0) {
            FrameHeader frame = segment.headerBefore(at);
            if (frame == null || (expected >= 0 && frame.endId() != expected)) {
                return null;
            }
            if (expected < 0) {
                nextId = frame.endId();
                sealed = frame.isSealing() && !frame.isData();
            }
            if (!frame.isData()) {
                previousIndex = frame.offset();
            } else if (data.size() == PendingIndex.FRAMES) {
                return null;
            } else {
                data.add(frame);
            }
            expected = frame.firstId();
            at = frame.offset();
        }
        if (previousIndex == 0 && (at != SegmentHeader.SIZE || (expected >= 0 && expected != segment.firstId()))) {
            return null;
        }
        PendingIndex pending = new PendingIndex(previousIndex);
        for (int i = data.size() - 1; i >= 0; i--) {
            pending.add(data.get(i).firstId(), data.get(i).offset());
        }
        return new SegmentTail(nextId < 0 ? segment.firstId() : nextId, end, pending, sealed);
    }

    /**
     * Walks forward from the beginning by the frames' headers, as long as they are valid and each joins the one before:
     * the slow way, for a segment whose end a crash left torn.
     *
     * @param limit where to stop in any case
     * @param enoughId stops once the entries below this id are passed
     */
    static SegmentTail forward(SegmentFile segment, long limit, long enoughId) throws IOException {
        long at = SegmentHeader.SIZE;
        long nextId = segment.firstId();
        boolean sealed = false;
        PendingIndex pending = new PendingIndex(0);
        while (nextId < enoughId) {
            FrameHeader frame = segment.header(at, limit);
            if (frame == null || frame.firstId() != nextId || sealed) {
                break;
            }
            if (!frame.isData()) {
                pending = new PendingIndex(at);
                sealed = frame.isSealing();
            } else if (pending.isFull()) {
                break;
            } else {
                pending.add(frame.firstId(), frame.offset());
            }
            nextId = frame.endId();
            at = frame.end();
        }
        return new SegmentTail(nextId, at, pending, sealed);
    }
}
