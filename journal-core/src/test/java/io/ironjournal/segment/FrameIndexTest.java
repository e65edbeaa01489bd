package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FrameIndexTest {

    private final FrameIndex index =
            FrameIndex.empty(0, 64).plus(0, 64).plus(10, 100).plus(20, 200).covering(50, 300);

    @Test
    void run_endsAtTheEndOfAFrame() {
        assertEquals(64, index.wholeWithin(0, 35), "no whole frame fits");
        assertEquals(100, index.wholeWithin(0, 36));
        assertEquals(100, index.wholeWithin(0, 135));
        assertEquals(200, index.wholeWithin(0, 136));
        assertEquals(200, index.wholeWithin(0, 235));
        assertEquals(300, index.wholeWithin(0, 236));
        assertEquals(300, index.wholeWithin(0, 1 << 20));
        assertEquals(200, index.wholeWithin(2, 99));
        assertEquals(300, index.wholeWithin(2, 100));
    }

    @Test
    void frame_hasTheEntriesUpToTheNextFrame() {
        assertEquals(10, index.entriesIn(0));
        assertEquals(30, index.entriesIn(2));
    }

    @Test
    void idBehindFrames_thatAreReadTogether() {
        assertEquals(10, index.endIdWithin(0, 35), "the frame itself counts");
        assertEquals(10, index.endIdWithin(0, 36));
        assertEquals(20, index.endIdWithin(0, 136));
        assertEquals(20, index.endIdWithin(0, 235));
        assertEquals(50, index.endIdWithin(0, 236));
        assertEquals(50, index.endIdWithin(2, 1 << 20));
    }
}
