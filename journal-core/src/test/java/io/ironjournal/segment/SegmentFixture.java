package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.Compression;
import io.ironjournal.CorruptionException;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The common part of most segment tests: a storage, the names of one stream, and checks of its content. */
class SegmentFixture {

    static final UUID JOURNAL = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    static final String STREAM = "orders";
    static final String DIRECTORY = "streams/orders";
    static final long GENERATION = 4096;

    SimulatedStorage storage = new SimulatedStorage(1);

    SegmentStore store(long maxSegmentSize, Compression compression) {
        return new SegmentStore(
                storage,
                JOURNAL,
                new SegmentOptions(maxSegmentSize, compression, 100, 8),
                SegmentFixture::unlessUnlisted);
    }

    SegmentStore store(long maxSegmentSize) {
        return store(maxSegmentSize, Compression.NONE);
    }

    static String segment(long firstId) {
        return StreamFiles.path(DIRECTORY, firstId);
    }

    /** Appends entries of up to 200 bytes, several in each frame. */
    static void append(StreamSegments stream, long toId, int inEach) throws IOException {
        for (long id = stream.nextId(); id < toId; id += inEach) {
            stream.append(id, Entries.range(STREAM, id, Math.min(toId, id + inEach), 200));
        }
    }

    static void assertHolds(StreamSegments stream, long nextId) throws IOException {
        assertEquals(nextId, stream.nextId());
        for (long id = stream.firstId(); id < nextId; id++) {
            assertArrayEquals(Entries.entry(STREAM, id, 200), Entries.read(stream, id), "entry " + id);
        }
        for (long id = stream.firstId(); id < nextId; ) {
            Frame frame = stream.frame(id);
            assertEquals(id, frame.firstId());
            for (; id < frame.endId(); id++) {
                assertArrayEquals(
                        Entries.entry(STREAM, id, 200), frame.entry(id).data(), "entry " + id);
                assertEquals(Entries.time(id), frame.entry(id).timeMicros(), "time of " + id);
                assertEquals(Entries.time(id), stream.entry(id).timeMicros(), "time of " + id);
                assertEquals(Entries.headers(id), frame.entry(id).headers(), "headers of " + id);
                assertEquals(Entries.headers(id), stream.entry(id).headers(), "headers of " + id);
            }
        }
    }

    /** Returns the offsets of the data frames of a segment. */
    List<Long> frames(long firstId) throws IOException {
        List<Long> offsets = new ArrayList<>();
        FrameIndex index = index(firstId);
        for (int i = 0; i < index.count(); i++) {
            offsets.add(index.offset(i));
        }
        return offsets;
    }

    FrameIndex index(long firstId) throws IOException {
        StreamFiles files = new StreamFiles(storage, JOURNAL, STREAM, GENERATION);
        try (SegmentFile segment = SegmentFile.open(files, firstId)) {
            return FrameIndexLoader.load(segment, segment.size());
        }
    }

    /** These tests have no catalogue, so no stream is listed. */
    static void unlessUnlisted(CorruptionException missing) {
        if (!missing.getMessage().contains("does not know it")) {
            throw missing;
        }
    }
}
