package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SegmentSalvageTest extends SegmentFixture {

    private final List<String> notes = new ArrayList<>();

    /** Writes several segments that the catalogue does not list, as if a power failure came before the next mark. */
    private long[] written() throws IOException {
        try (SegmentStore store = store(3_000)) {
            append(store.create(STREAM, GENERATION), 100, 4);
            store.forceAll();
        }
        long[] segments = StreamFiles.segments(storage, DIRECTORY);
        assertTrue(segments.length > 3, segments.length + " segments");
        return segments;
    }

    private void damage(long segment) throws IOException {
        List<Long> frames = frames(segment);
        storage.corrupt(segment(segment), frames.get(frames.size() - 1), 1);
    }

    @Test
    void gapInUnlistedSegments_endsTheStreamThere() throws IOException {
        long[] segments = written();
        damage(segments[1]);

        try (SegmentStore store = store(3_000)) {
            StreamSegments kept = Objects.requireNonNull(store.salvage(STREAM, GENERATION, 0, notes::add));

            assertTrue(kept.nextId() > segments[1] && kept.nextId() < segments[2], kept.toString());
            assertHolds(kept, kept.nextId());
            store.forceAll();
            assertArrayEquals(new long[] {segments[0], segments[1]}, StreamFiles.segments(storage, DIRECTORY));
        }
        // The bytes behind the last complete frame, and each segment behind them.
        assertEquals(segments.length - 1, notes.size(), notes.toString());
    }

    @Test
    void damageInListedSegments_keepsThoseThatFollow() throws IOException {
        long[] segments = written();
        damage(segments[1]);

        try (SegmentStore store = store(3_000)) {
            // The catalogue lists entries only after they were forced, so this is no gap of a power failure.
            store.list(store.recover(STREAM, GENERATION, 100));
            StreamSegments kept = Objects.requireNonNull(store.salvage(STREAM, GENERATION, 0, notes::add));

            assertEquals(100, kept.nextId());
            assertArrayEquals(segments, StreamFiles.segments(storage, DIRECTORY));
        }
        assertEquals(List.of(), notes);
    }

    @Test
    void directoryWithoutSegments_isForced() throws IOException {
        written();
        try (SegmentStore store = store(3_000)) {
            // An interrupted opening removes the files, and does not force their directory.
            for (long segment : StreamFiles.segments(storage, DIRECTORY)) {
                storage.delete(segment(segment));
            }
            store.changedAllNames();
            store.forceAll();
        }
        storage = storage.powerCut(1);
        assertEquals(0, StreamFiles.segments(storage, DIRECTORY).length);
    }
}
