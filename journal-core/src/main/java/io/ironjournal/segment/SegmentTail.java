package io.ironjournal.segment;

import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.SegmentHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a segment's end that is needed to append to it.
 *
 * @param nextId the id of the next entry
 * @param end the offset of the next frame
 * @param pending the data frames that no index frame lists yet
 * @param lastTime the time of the stream's last entry
 * @param sealed whether the segment ends with its sealing index frame
 */
record SegmentTail(long nextId, long end, PendingIndex pending, long lastTime, boolean sealed) {

    /**
     * Reads backwards from the end, along the frames' trailers, to the newest index frame. It reads at most
     * {@value PendingIndex#FRAMES} headers, for any size of the segment.
     *
     * @return the tail, or null if a frame on the way is invalid or does not join the next one
     */
    static @Nullable SegmentTail backward(SegmentFile segment, long end) throws IOException {
        List<FrameHeader> data = new ArrayList<>();
        BackwardHeaders headers = new BackwardHeaders(segment);
        long at = end;
        long nextId = -1;
        long lastTime = segment.timeBefore();
        long expected = -1;
        boolean sealed = false;
        long previousIndex = 0;
        while (at > SegmentHeader.SIZE && previousIndex == 0) {
            FrameHeader frame = headers.before(at);
            if (frame == null || (expected >= 0 && frame.endId() != expected)) {
                return null;
            }
            if (expected < 0) {
                nextId = frame.endId();
                lastTime = frame.time();
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
        return new SegmentTail(nextId < 0 ? segment.firstId() : nextId, end, pending, lastTime, sealed);
    }

    /**
     * Reads forwards from the beginning, along the frames' headers, while they are valid and each joins the one before.
     * This is the slow way, for a segment with a torn tail.
     *
     * @param limit the offset at which to stop
     * @param enoughId stops after the entries below this id
     */
    static SegmentTail forward(SegmentFile segment, long limit, long enoughId) throws IOException {
        long at = SegmentHeader.SIZE;
        long nextId = segment.firstId();
        long lastTime = segment.timeBefore();
        boolean sealed = false;
        PendingIndex pending = new PendingIndex(0);
        ForwardHeaders headers = new ForwardHeaders(segment);
        while (nextId < enoughId) {
            FrameHeader frame = headers.at(at, limit);
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
            lastTime = frame.time();
            at = frame.end();
        }
        return new SegmentTail(nextId, at, pending, lastTime, sealed);
    }
}
