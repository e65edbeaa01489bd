package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.SegmentHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reading the headers of all frames costs, in both directions. */
class FrameHeadersTest extends SegmentFixture {

    private static final int SMALL = 3_000;
    private static final int LARGE = 60_000;
    private static final int FRAMES = 300;

    private final CountingStorage counting = new CountingStorage(storage);
    private SegmentFile segment;
    private long end;
    private int reads;
    private long bytes;

    /** Writes a segment with one frame for each entry. Every so many frames, one is large. */
    private void write(int largeEvery) throws IOException {
        try (SegmentStore store = store(1 << 26)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            for (int id = 0; id < FRAMES; id++) {
                stream.append(id, Entries.of(new byte[(id + 1) % largeEvery == 0 ? LARGE : SMALL]));
            }
        }
        segment = SegmentFile.open(new StreamFiles(counting, JOURNAL, STREAM, GENERATION), 0);
        end = segment.size();
    }

    private List<Long> backward() throws IOException {
        List<Long> offsets = new ArrayList<>();
        begin();
        BackwardHeaders headers = new BackwardHeaders(segment);
        for (long at = end; at > SegmentHeader.SIZE; at = offsets.get(offsets.size() - 1)) {
            FrameHeader header = headers.before(at);
            assertNotNull(header, "before " + at);
            offsets.add(header.offset());
        }
        assertNull(headers.before(SegmentHeader.SIZE));
        finish();
        Collections.reverse(offsets);
        return offsets;
    }

    private List<Long> forward() throws IOException {
        List<Long> offsets = new ArrayList<>();
        begin();
        ForwardHeaders headers = new ForwardHeaders(segment);
        for (long at = SegmentHeader.SIZE; at < end; ) {
            FrameHeader header = headers.at(at, end);
            assertNotNull(header, "at " + at);
            offsets.add(at);
            at = header.end();
        }
        assertNull(headers.at(end, end));
        finish();
        return offsets;
    }

    private void begin() {
        reads = counting.reads.get();
        bytes = counting.bytesRead.get();
    }

    private void finish() {
        reads = counting.reads.get() - reads;
        bytes = counting.bytesRead.get() - bytes;
    }

    @Test
    void smallFrames_areReadManyAtOnce() throws IOException {
        write(FRAMES + 1);
        assertTrue(backward().size() >= FRAMES);
        assertTrue(reads < FRAMES / 10, reads + " reads backward");
        assertTrue(bytes < 2 * end, bytes + " of " + end + " bytes backward");
        assertTrue(forward().size() >= FRAMES);
        assertTrue(reads < FRAMES / 10, reads + " reads forward");
        assertTrue(bytes < 2 * end, bytes + " of " + end + " bytes forward");
    }

    @Test
    void largeFrames_areNotReadForTheirHeaders() throws IOException {
        write(1);
        assertTrue(backward().size() >= FRAMES);
        assertTrue(reads <= FRAMES + 5, reads + " reads backward");
        assertTrue(bytes < end / 100, bytes + " of " + end + " bytes backward");
        assertTrue(forward().size() >= FRAMES);
        assertTrue(reads <= FRAMES + 5, reads + " reads forward");
        assertTrue(bytes < end / 100, bytes + " of " + end + " bytes forward");
    }

    /** A window of full length after each small frame would read nearly everything. */
    @Test
    void fewSmallFramesBeforeEachLargeOne_costLittle() throws IOException {
        write(5);
        List<Long> found = backward();
        assertTrue(bytes < end * 2 / 5, bytes + " of " + end + " bytes backward");
        assertEquals(found, forward());
        assertTrue(bytes < end * 2 / 5, bytes + " of " + end + " bytes forward");
    }
}
