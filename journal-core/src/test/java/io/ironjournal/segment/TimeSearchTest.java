package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.format.StoredEntry;
import io.ironjournal.io.DiskStorage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search for a time costs. With {@code -Dironjournal.entries=10000000} the stream has ten million entries. */
class TimeSearchTest extends SegmentFixture {

    private static final int ENTRIES = Integer.getInteger("ironjournal.entries", 100_000);
    private static final int SEGMENT_SIZE = 1 << 20;

    /** The index of a segment, a frame, and a header for each step. */
    private static final long MOST_BYTES = 20_000;

    /** Twice the frames that no index lists yet: the end of the stream and its index are found by reading them. */
    private static final long MOST_BYTES_AT_THE_END = 2L * PendingIndex.FRAMES * FrameIndex.SMALL;

    @TempDir
    Path directory;

    @Test
    void search_inClosedSegments_readsABoundedNumberOfBytes() throws IOException {
        CountingStorage counting = new CountingStorage(new DiskStorage(directory));
        SegmentOptions options = new SegmentOptions(SEGMENT_SIZE, Compression.NONE, 0, 8);
        try (SegmentStore store = new SegmentStore(counting, JOURNAL, options, SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            for (long id = 0; id < ENTRIES; id += 1000) {
                stream.append(id, Entries.range(STREAM, id, id + 1000, 20));
            }
        }
        long[] segments = StreamFiles.segments(counting, StreamFiles.directory(STREAM));
        long lastSegment = segments[segments.length - 1];
        for (int step = 0; step <= 20; step++) {
            long wanted = (ENTRIES - 1L) * step / 20;
            try (SegmentStore store = new SegmentStore(counting, JOURNAL, options, SegmentFixture::unlessUnlisted)) {
                StreamSegments stream = store.open(STREAM);
                long before = counting.bytesRead.get();
                assertEquals(wanted - wanted % 3, first(StreamTimes.firstIdAt(stream, Entries.time(wanted)), wanted));
                long read = counting.bytesRead.get() - before;
                long most = wanted < lastSegment ? MOST_BYTES : MOST_BYTES_AT_THE_END;
                assertTrue(read < most, read + " bytes for entry " + wanted);
            }
        }
    }

    /** The first entry of three has a later time if a gap in time begins between them. */
    private static long first(long found, long wanted) {
        return Entries.time(wanted - wanted % 3) == Entries.time(wanted) ? found : wanted - wanted % 3;
    }

    @Test
    void fewBytesForTimes_inASegment() throws IOException {
        try (SegmentStore store = store(1 << 30)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            stream.append(0, Entries.range(STREAM, 1, 200, 0));
            int headers = 0;
            for (long id = 1; id < 200; id++) {
                headers += StoredEntry.sizeOf(Entries.headers(id));
            }
            assertEquals(64 + 56 + 199 * (8 + 2) + headers + 8, storage.readAll(segment(0)).length);
        }
    }
}
