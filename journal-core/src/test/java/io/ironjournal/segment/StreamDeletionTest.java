package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.TruncatedException;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamDeletionTest extends SegmentFixture {

    private void written(long entries) throws IOException {
        try (SegmentStore store = store(3000)) {
            append(store.create(STREAM, GENERATION), entries, 5);
            store.forceAll();
        }
    }

    @Test
    void deletedStream_isGoneForReadersAndFromTheDisk() throws IOException {
        CountingStorage counting = new CountingStorage(storage);
        SegmentOptions options = new SegmentOptions(3000, Compression.NONE, 0, 8);
        try (SegmentStore store = new SegmentStore(counting, JOURNAL, options, SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 100, 5);
            store.create("other", 1).append(0, Entries.range("other", 0, 1, 9));
            assertHolds(stream, 100);
            store.delete(stream);
            assertEquals(List.of("streams/other/00000000000000000000.wal"), storage.files());
            assertEquals(List.of("other"), store.streams());
            assertEquals(0, counting.openReaders.get());
            assertNull(Entries.read(stream, 50));
            TruncatedException e = assertThrows(TruncatedException.class, () -> stream.frame(50));
            assertTrue(e.getMessage().contains("deleted"), e.getMessage());
            assertThrows(IllegalStateException.class, () -> append(stream, 105, 5));
            assertEquals(0, stream.truncate(50));
            assertNull(store.open(STREAM));
            store.forceAll();
        }
        storage = storage.powerCut(7);
        assertEquals(List.of("streams/other/00000000000000000000.wal"), storage.files());
    }

    @Test
    void deletion_forcesOnlyTheDirectoryOfStreams() throws IOException {
        written(20);
        int forces = storage.forces();
        int directories = storage.directoryForces();
        try (SegmentStore store = store(3000)) {
            StreamSegments stream = store.open(STREAM);
            append(stream, 60, 5);
            store.delete(stream);
            assertTrue(store.hasUnforced());
            store.forceAll();
            assertEquals(0, storage.forces() - forces);
            assertEquals(1, storage.directoryForces() - directories);
        }
    }

    @Test
    void deletion_foundDoneByTheNextProcess_isForcedAgain() throws IOException {
        written(20);
        try (SegmentStore store = store(3000)) {
            store.delete(store.open(STREAM));
        }
        storage = storage.kill();
        assertEquals(List.of(), storage.list("streams"));
        try (SegmentStore store = store(3000)) {
            store.delete(STREAM, GENERATION);
            store.forceAll();
        }
        storage = storage.powerCut(2);
        assertEquals(List.of(), storage.list("streams"));
    }

    @Test
    void anotherGenerationOfTheStream_isKept() throws IOException {
        written(100);
        try (SegmentStore store = store(3000)) {
            store.delete(STREAM, GENERATION - 1);
            store.delete("unknown", 1);
            assertHolds(store.open(STREAM), 100);
        }
    }

    @Test
    void oneReadableHeader_identifiesTheOwnerOfTheFiles() throws IOException {
        written(100);
        for (long segment : StreamFiles.segments(storage, DIRECTORY)) {
            if (segment > 0) {
                storage.corrupt(segment(segment), 20, 1);
            }
        }
        try (SegmentStore store = store(3000)) {
            store.delete(STREAM, GENERATION - 1);
            assertFalse(storage.files().isEmpty());
            store.delete(STREAM, GENERATION);
            assertEquals(List.of(), storage.files());
        }
    }

    @Test
    void remainsOfADeletionAfterACrash_areRemoved_andAreNoStream() throws IOException {
        for (int operations = 1; operations < 12; operations++) {
            storage = new SimulatedStorage(operations);
            written(60);
            int crashAfter = operations;
            try (SegmentStore store = store(3000)) {
                StreamSegments stream = store.open(STREAM);
                storage.crashAfter(crashAfter);
                store.delete(stream);
                store.forceAll();
            } catch (Error e) {
                assertTrue(e.getMessage().contains("operation"), e.getMessage());
            }
            storage = operations % 2 == 0 ? storage.kill() : storage.powerCut(operations);
            try (SegmentStore store = store(3000)) {
                store.deleteLeftovers();
                assertTrue(List.of().equals(store.streams()) || List.of(STREAM).equals(store.streams()));
                store.delete(STREAM, GENERATION);
                store.forceAll();
            }
            storage = storage.powerCut(operations);
            assertEquals(List.of(), storage.list("streams"));
        }
    }

    @Test
    void deleteRecreateSameIdsCrash() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            storage = new SimulatedStorage(seed);
            written(60);
            boolean flushed = seed % 2 == 0;
            try (SegmentStore store = store(3000)) {
                store.delete(store.open(STREAM));
                if (flushed) {
                    append(store.create(STREAM, GENERATION + 1), 40, 3);
                }
            }
            storage = storage.powerCut(seed);
            try (SegmentStore store = store(3000)) {
                store.deleteLeftovers();
                store.delete(STREAM, GENERATION);
                StreamSegments stream = store.recover(STREAM, GENERATION + 1, 0);
                assertEquals(0, stream.nextId());
                append(stream, 40, 3);
                store.forceAll();
            }
            storage = storage.powerCut(seed);
            try (SegmentStore store = store(3000)) {
                StreamSegments stream = store.open(STREAM);
                assertEquals(GENERATION + 1, stream.generation());
                assertHolds(stream, 40);
            }
        }
    }

    @Test
    void twoStreamsWithTheSameRecord_areDeletedSeparately() throws IOException {
        try (SegmentStore store = store(3000)) {
            for (String name : List.of("a", "b")) {
                store.create(name, 7).append(0, Entries.range(name, 0, 50, 200));
            }
            // The remains of an old deletion.
            storage.writeAll("streams/.deleted-7/00000000000000000000.wal", new byte[3]);
            store.delete("a", 7);
            store.delete("b", 7);
            assertArrayEquals(
                    new String[] {"streams/.deleted-7/00000000000000000000.wal"},
                    storage.files().toArray());
        }
    }
}
