package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.ReadStrategy;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.TruncatedException;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.io.Storage;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentTruncationTest extends SegmentFixture {

    private static SegmentOptions tenInEach() {
        return new SegmentOptions(1 << 20, Compression.NONE, 0, 8).withMaxEntriesPerSegment(10);
    }

    private SegmentStore tens() {
        return new SegmentStore(storage, JOURNAL, tenInEach(), SegmentFixture::unlessUnlisted);
    }

    private long[] segments() throws IOException {
        return StreamFiles.segments(storage, DIRECTORY);
    }

    @Test
    void segments_rotateByEntries_alsoWithSingleEntries() throws IOException {
        for (int inEach : new int[] {1, 3, 10, 25, 100}) {
            storage = new SimulatedStorage(inEach);
            try (SegmentStore store = tens()) {
                StreamSegments stream = store.create(STREAM, GENERATION);
                append(stream, 45, inEach);
                assertArrayEquals(new long[] {0, 10, 20, 30, 40}, segments());
                assertHolds(stream, 45);
            }
            try (SegmentStore store = tens()) {
                StreamSegments stream = store.open(STREAM);
                append(stream, 51, inEach);
                assertArrayEquals(new long[] {0, 10, 20, 30, 40, 50}, segments());
                assertHolds(stream, 51);
            }
        }
    }

    @Test
    void truncationPoint_isTheStartOfTheOldestSegmentWithEntriesToKeep() throws IOException {
        try (SegmentStore store = tens()) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            assertEquals(0, stream.truncationPoint(100));
            append(stream, 40, 4);
            assertEquals(0, stream.truncationPoint(0));
            assertEquals(0, stream.truncationPoint(9));
            assertEquals(10, stream.truncationPoint(10));
            assertEquals(10, stream.truncationPoint(19));
            assertEquals(30, stream.truncationPoint(40), "the last segment is kept although it is full");
            assertEquals(30, stream.truncationPoint(Long.MAX_VALUE));
            stream.truncate(20);
            assertEquals(20, stream.truncationPoint(15));
            assertEquals(20, stream.truncationPoint(25));
        }
    }

    @Test
    void truncatedEntries_areDeleted_andTheOthersKept() throws IOException {
        CountingStorage counting = new CountingStorage(storage);
        try (SegmentStore store = new SegmentStore(counting, JOURNAL, tenInEach(), SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 45, 3);
            assertHolds(stream, 45);
            assertEquals(5, counting.openReaders.get());
            assertEquals(0, stream.truncate(0));
            assertEquals(3, stream.truncate(30));
            assertEquals(0, stream.truncate(30));
            assertEquals(0, stream.truncate(10), "a late call changes nothing");
            assertEquals(2, counting.openReaders.get(), "their space is free");
            assertArrayEquals(new long[] {30, 40}, segments());
            assertEquals(30, stream.firstId());
            assertNull(Entries.read(stream, 29));
            TruncatedException e = assertThrows(TruncatedException.class, () -> stream.frame(29));
            assertTrue(e.getMessage().contains("begins at id 30"), e.getMessage());
            assertHolds(stream, 45);
            append(stream, 60, 7);
            assertHolds(stream, 60);
            store.forceAll();
        }
        storage = storage.powerCut(1);
        try (SegmentStore store = tens()) {
            StreamSegments stream = store.open(STREAM);
            assertEquals(30, stream.firstId());
            assertHolds(stream, 60);
        }
    }

    @Test
    void truncation_deletesOnlyWholeSegments() throws IOException {
        try (SegmentStore store = tens()) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 45, 3);
            assertThrows(IllegalArgumentException.class, () -> stream.truncate(15));
            assertHolds(stream, 45);
            assertEquals(0, stream.firstId());
        }
    }

    @Test
    void truncateUnlinksPersistOutOfOrder() throws IOException {
        int holes = 0;
        for (int seed = 0; seed < 200; seed++) {
            storage = new SimulatedStorage(seed);
            try (SegmentStore store = tens()) {
                StreamSegments stream = store.create(STREAM, GENERATION);
                append(stream, 75, 3);
                store.forceAll();
                stream.truncate(50);
                append(stream, 85, 3);
            }
            storage = seed % 3 == 0 ? storage.kill() : storage.powerCut(seed);
            holes += Arrays.equals(segments(), new long[] {0, 10, 20, 30, 40, 50, 60, 70}) ? 0 : 1;
            try (SegmentStore store = tens()) {
                boolean idle = seed % 2 == 0;
                StreamSegments stream = idle && seed % 3 != 0
                        ? recoverIdle(store)
                        : store.recover(STREAM, GENERATION, 70 + seed % 6, 50);
                assertEquals(50, stream.firstId());
                append(stream, 90, 4);
                assertHolds(stream, 90);
                assertTrue(store.hasUnforced());
                store.forceAll();
            }
            storage = storage.powerCut(seed);
            assertEquals(50, segments()[0]);
            try (SegmentStore store = tens()) {
                assertHolds(store.open(STREAM), 90);
            }
        }
        assertTrue(holes > 50, "" + holes);
    }

    /** Opens the stream as if the entries behind 75 had never been written. */
    private static StreamSegments recoverIdle(SegmentStore store) throws IOException {
        store.recover(STREAM, GENERATION, 75, 50);
        return store.openTruncated(STREAM, GENERATION, 50);
    }

    @Test
    void truncation_foundDoneByTheNextProcess_isForcedAgain() throws IOException {
        try (SegmentStore store = tens()) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 45, 3);
            store.forceAll();
            stream.truncate(40);
            assertTrue(store.hasUnforced());
        }
        storage = storage.kill();
        assertArrayEquals(new long[] {40}, segments());
        try (SegmentStore store = tens()) {
            assertHolds(store.openTruncated(STREAM, GENERATION, 40), 45);
            store.forceAll();
            assertEquals(0, storage.forces());
            assertEquals(1, storage.directoryForces());
        }
        storage = storage.powerCut(3);
        assertArrayEquals(new long[] {40}, segments());
    }

    @Test
    void truncateEverythingThenReopen() throws IOException {
        for (int seed = 0; seed < 100; seed++) {
            storage = new SimulatedStorage(seed);
            try (SegmentStore store = tens()) {
                StreamSegments stream = store.create(STREAM, GENERATION);
                append(stream, 35, 3);
                store.forceAll();
                append(stream, 65, 3);
                stream.truncate(60);
            }
            storage = storage.powerCut(seed);
            try (SegmentStore store = tens()) {
                StreamSegments stream = store.recover(STREAM, GENERATION, 60, 60);
                assertEquals(60, stream.firstId());
                assertEquals(60, stream.nextId());
                assertEquals(60, stream.truncationPoint(1000));
                assertEquals(0, stream.truncate(60));
                assertNull(Entries.read(stream, 59));
                assertNull(Entries.read(stream, 60));
                append(stream, 75, 2);
                assertHolds(stream, 75);
                store.forceAll();
            }
            storage = storage.powerCut(seed);
            assertArrayEquals(new long[] {60, 70}, segments());
            try (SegmentStore store = tens()) {
                assertHolds(store.recover(STREAM, GENERATION, 66, 60), 66);
            }
        }
    }

    @Test
    void remainsOfATruncation_areNotRead() throws IOException {
        try (SegmentStore store = tens()) {
            append(store.create(STREAM, GENERATION), 45, 3);
            store.forceAll();
        }
        storage.writeAll(segment(10), new byte[7]);
        try (SegmentStore store = tens()) {
            assertHolds(store.recover(STREAM, GENERATION, 45, 20), 45);
            assertArrayEquals(new long[] {20, 30, 40}, segments());
        }
    }

    @Test
    void missingFirstSegment_isNamedInTheError_andNothingIsDeleted() throws IOException {
        try (SegmentStore store = tens()) {
            append(store.create(STREAM, GENERATION), 45, 3);
            store.forceAll();
        }
        storage.delete(segment(20));
        try (SegmentStore store = tens()) {
            for (SegmentNotFoundException e : List.of(
                    assertThrows(SegmentNotFoundException.class, () -> store.recover(STREAM, GENERATION, 45, 20)),
                    assertThrows(SegmentNotFoundException.class, () -> store.openTruncated(STREAM, GENERATION, 20)))) {
                assertTrue(e.getMessage().contains(segment(20)), e.getMessage());
            }
            assertArrayEquals(new long[] {0, 10, 30, 40}, segments());
            assertFalse(store.hasUnforced());
            assertThrows(IllegalArgumentException.class, () -> store.recover(STREAM, GENERATION, 19, 20));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readersDuringATruncation_getTheirEntriesOrATruncatedException(ReadStrategy strategy, @TempDir Path root)
            throws Exception {
        ExecutorService executor = Executors.newCachedThreadPool();
        try (Storage disk = new DiskStorage(root)) {
            CountingStorage counting = new CountingStorage(disk);
            SegmentStore store = new SegmentStore(
                    counting,
                    JOURNAL,
                    new SegmentOptions(1 << 20, Compression.NONE, 0, 4)
                            .withReading(strategy, 2000)
                            .withMaxEntriesPerSegment(10),
                    missing -> {});
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 100, 5);
            AtomicBoolean done = new AtomicBoolean();
            List<Future<Integer>> readers = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                int seed = reader;
                readers.add(executor.submit(() -> readAroundTheBeginning(stream, seed, done)));
            }
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(700);
            while (System.nanoTime() < deadline) {
                append(stream, stream.nextId() + 30, 5);
                stream.truncate(stream.truncationPoint(stream.nextId() - 70));
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertTrue(reader.get(30, TimeUnit.SECONDS) > 0);
            }
            store.delete(stream);
            assertEquals(0, counting.openReaders.get());
            store.close();
        } finally {
            executor.shutdownNow();
        }
    }

    private static Integer readAroundTheBeginning(StreamSegments stream, int seed, AtomicBoolean done)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int read = 0;
        while (!done.get()) {
            long id = stream.firstId() + random.nextInt(20);
            if (random.nextInt(4) == 0) {
                Thread.currentThread().interrupt();
            }
            byte[] entry = Entries.read(stream, id);
            if (entry == null) {
                assertTrue(id < stream.firstId());
            } else {
                assertArrayEquals(Entries.entry(STREAM, id, 200), entry);
                read++;
            }
            try {
                assertArrayEquals(
                        Entries.entry(STREAM, id, 200),
                        stream.frame(id).entry(id).data());
            } catch (TruncatedException e) {
                assertTrue(id < stream.firstId());
            }
            Thread.interrupted();
        }
        return read;
    }
}
