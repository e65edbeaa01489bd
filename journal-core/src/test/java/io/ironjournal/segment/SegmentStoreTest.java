package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ironjournal.Compression;
import io.ironjournal.io.SimulatedStorage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentStoreTest {

    private static final UUID JOURNAL = new UUID(1, 2);

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private SegmentStore store(Compression compression, long maxSegmentSize) {
        return new SegmentStore(storage, JOURNAL, new SegmentOptions(maxSegmentSize, compression, 100, 3));
    }

    @ParameterizedTest
    @EnumSource
    void everythingAppendedCanBeReadNowAndAfterReopening(Compression compression) throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        try (SegmentStore store = store(compression, 30_000)) {
            StreamSegments stream = store.create("orders", 17);
            long next = 0;
            for (int round = 0; round < 300; round++) {
                long to = next + 1 + random.nextInt(30);
                stream.append(next, Entries.range("orders", next, to, 300));
                next = to;
                long id = random.nextLong(next);
                assertArrayEquals(Entries.entry("orders", id, 300), stream.read(id));
            }
            check(stream, next);
        }
        try (SegmentStore store = store(compression, 30_000)) {
            assertEquals(List.of("orders"), store.streams());
            StreamSegments stream = store.open("orders");
            assertEquals(17, stream.incarnation());
            check(stream, stream.nextId());
        }
    }

    private static void check(StreamSegments stream, long nextId) throws Exception {
        assertEquals(nextId, stream.nextId());
        for (long id = 0; id < nextId; id++) {
            assertArrayEquals(Entries.entry("orders", id, 300), stream.read(id), "id " + id);
        }
        long id = 0;
        while (id < nextId) {
            Frame frame = stream.frame(id);
            assertEquals(id, frame.firstId());
            for (; id < frame.endId(); id++) {
                assertArrayEquals(Entries.entry("orders", id, 300), frame.entry(id));
            }
        }
        assertNull(stream.read(nextId));
        assertNull(stream.read(-1));
    }
}
