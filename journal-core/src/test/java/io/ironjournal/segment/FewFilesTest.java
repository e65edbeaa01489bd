package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.Compression;
import io.ironjournal.io.TooManyOpenFilesException;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A system that allows fewer open files than the options do. */
class FewFilesTest {

    private static final int STREAMS = 50;

    private final SimulatedStorage simulated = new SimulatedStorage(1);
    private final CountingStorage storage = new CountingStorage(simulated);

    private SegmentStore store() {
        return new SegmentStore(
                storage,
                SegmentFixture.JOURNAL,
                new SegmentOptions(1 << 20, Compression.NONE, 0, 128),
                SegmentFixture::unlessUnlisted);
    }

    private static String name(int stream) {
        return "stream-" + stream;
    }

    @Test
    void tooManyOpenFiles_someAreForcedAndClosedEarly() throws IOException {
        storage.maxOpen = 10;
        try (SegmentStore store = store()) {
            for (int stream = 0; stream < STREAMS; stream++) {
                store.create(name(stream), 1).append(0, Entries.range(name(stream), 0, 5, 20));
            }
            store.forceAll();
            List<StreamSegments> streams = new ArrayList<>();
            storage.maxOpen = Integer.MAX_VALUE;
            for (int stream = 0; stream < STREAMS; stream++) {
                streams.add(store.open(name(stream)));
            }
            storage.maxOpen = 10;
            for (StreamSegments stream : streams) {
                assertArrayEquals(Entries.entry(stream.stream(), 3, 20), Entries.read(stream, 3));
            }
        }
        assertEquals(STREAMS, simulated.forces());
        assertEquals(0, storage.openWriters.get() + storage.openReaders.get());
    }

    @Test
    void noFileCanBeOpened_errorSaysWhy() {
        storage.maxOpen = 0;
        SegmentStore store = store();
        assertThrows(
                TooManyOpenFilesException.class, () -> store.create("a", 1).append(0, Entries.range("a", 0, 5, 20)));
    }
}
