package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which files and directories are forced, each once. */
class SegmentForceTest extends SegmentFixture {

    @Test
    void firstEntries_forceTheirFileAndAllDirectoriesUpToTheRoot() throws IOException {
        try (SegmentStore store = store(1 << 20)) {
            assertFalse(store.hasUnforced());
            StreamSegments stream = store.create(STREAM, GENERATION);
            assertFalse(store.hasUnforced());
            append(stream, 10, 5);
            assertTrue(store.hasUnforced());
            assertEquals(0, storage.forces() + storage.directoryForces());
            store.forceAll();
            assertFalse(store.hasUnforced());
            assertEquals(1, storage.forces());
            assertEquals(3, storage.directoryForces());
            store.forceAll();
            assertEquals(1, storage.forces());
            assertEquals(3, storage.directoryForces());
        }
    }

    @Test
    void laterEntries_forceOnlyTheirFile_andLaterStreamsNotTheRoot() throws IOException {
        try (SegmentStore store = store(1 << 20)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 10, 5);
            store.forceAll();
            append(stream, 20, 5);
            store.forceAll();
            assertEquals(2, storage.forces());
            assertEquals(3, storage.directoryForces());
            for (String name : List.of("a", "b")) {
                StreamSegments other = store.create(name, 1);
                other.append(0, Entries.range(name, 0, 1, 9));
            }
            store.forceAll();
            assertEquals(4, storage.forces());
            assertEquals(3 + 3, storage.directoryForces(), "streams/a, streams/b, streams");
        }
    }

    @Test
    void rotation_forcesBothFilesAndTheDirectory() throws IOException {
        try (SegmentStore store = store(4096)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 30, 5);
            store.forceAll();
            int forces = storage.forces();
            int directories = storage.directoryForces();
            append(stream, 60, 5);
            assertEquals(2, StreamFiles.segments(storage, DIRECTORY).length);
            store.forceAll();
            assertEquals(2, storage.forces() - forces);
            assertEquals(1, storage.directoryForces() - directories);
            assertTrue(storage.isForced(segment(0)));
        }
    }

    @Test
    void idleStream_written_forcesOnlyItsFile() throws IOException {
        try (SegmentStore store = store(1 << 20)) {
            append(store.create(STREAM, GENERATION), 10, 5);
            store.forceAll();
        }
        int forces = storage.forces();
        int directories = storage.directoryForces();
        try (SegmentStore store = store(1 << 20)) {
            append(store.open(STREAM), 20, 5);
            store.create("other", 1).append(0, Entries.range("other", 0, 1, 9));
            store.forceAll();
            assertEquals(2, storage.forces() - forces);
            assertEquals(2, storage.directoryForces() - directories, "streams/other and streams, not the root");
        }
    }

    @Test
    void recoveredStream_forcesItsDirectory_becauseDeletedNamesCanReturn() throws IOException {
        try (SegmentStore store = store(1 << 20)) {
            append(store.create(STREAM, GENERATION), 10, 5);
            store.forceAll();
        }
        int forces = storage.forces();
        int directories = storage.directoryForces();
        try (SegmentStore store = store(1 << 20)) {
            store.recover(STREAM, GENERATION, 10);
            assertTrue(store.hasUnforced());
            store.forceAll();
            assertEquals(0, storage.forces() - forces, "nothing was truncated");
            assertEquals(1, storage.directoryForces() - directories);
            store.recover(STREAM, GENERATION, 5);
            store.forceAll();
            assertEquals(1, storage.forces() - forces, "the second frame was truncated");
        }
    }

    @Test
    void stream_completelyForced_isClean() throws IOException {
        try (SegmentStore store = store(3000)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            assertFalse(stream.isClean(), "nothing exists yet that could be opened");
            append(stream, 40, 5);
            assertFalse(stream.isClean());
            store.forceAll();
            assertTrue(stream.isClean());
            append(stream, 45, 5);
            assertFalse(stream.isClean());
            store.forceAll();
            stream.truncate(stream.truncationPoint(30));
            assertFalse(stream.isClean());
            store.forceAll();
            assertTrue(stream.isClean());
            StreamSegments again = store.open(STREAM);
            assertEquals(stream.firstId(), again.firstId());
            assertHolds(again, 45);
            store.delete(stream);
            assertFalse(stream.isClean());
        }
    }

    @Test
    void fileEvictedFromTheOpenFiles_isForcedBeforeItIsClosed() throws IOException {
        SegmentOptions one = new SegmentOptions(1 << 20, Compression.NONE, 0, 1).withMaxUnforcedFiles(1);
        try (SegmentStore store = new SegmentStore(storage, JOURNAL, one, SegmentFixture::unlessUnlisted)) {
            store.create("a", 1).append(0, Entries.range("a", 0, 1, 9));
            store.create("b", 1).append(0, Entries.range("b", 0, 1, 9));
            assertEquals(1, storage.forces());
            assertTrue(storage.isForced("streams/a/00000000000000000000.wal"));
            store.forceAll();
            assertEquals(2, storage.forces());
            assertEquals(4, storage.directoryForces());
        }
        assertEquals(2, storage.forces(), "close forces nothing");
    }

    @Test
    void afterAFailedForce_nothingIsForcedOrWritten() throws IOException {
        try (SegmentStore store = store(1 << 20)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 10, 5);
            storage.failForceAfter(1);
            assertThrows(IOException.class, store::forceAll);
            int forces = storage.forces() + storage.directoryForces();
            assertThrows(IOException.class, store::forceAll);
            assertThrows(IOException.class, () -> append(stream, 20, 5));
            assertEquals(forces, storage.forces() + storage.directoryForces());
            assertHolds(stream, 10);
        }
    }

    @Test
    void failedForceThenReopenThenPowerCut() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            storage = new SimulatedStorage(seed);
            try (SegmentStore store = store(3000)) {
                StreamSegments stream = store.create(STREAM, GENERATION);
                append(stream, 20, 3);
                store.forceAll();
                append(stream, 60, 3);
                storage.failForceAfter(1 + seed % 3);
                assertThrows(IOException.class, store::forceAll);
            }
            storage = storage.kill();
            try (SegmentStore store = store(3000)) {
                StreamSegments stream = store.recover(STREAM, GENERATION, 20);
                append(stream, 60, 4);
                store.forceAll();
            }
            storage = storage.powerCut(seed);
            try (SegmentStore store = store(3000)) {
                assertHolds(store.open(STREAM), 60);
            }
        }
    }

    @Test
    void unforcedRotationVanishes() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            storage = new SimulatedStorage(seed);
            try (SegmentStore store = store(3000)) {
                StreamSegments stream = store.create(STREAM, GENERATION);
                append(stream, 20, 3);
                store.forceAll();
                append(stream, 100, 3);
            }
            storage = storage.powerCut(seed);
            try (SegmentStore store = store(3000)) {
                StreamSegments stream = store.recover(STREAM, GENERATION, 20);
                assertHolds(stream, 20);
                append(stream, 100, 7);
                store.forceAll();
            }
            storage = storage.powerCut(seed);
            try (SegmentStore store = store(3000)) {
                assertHolds(store.open(STREAM), 100);
            }
        }
    }

    @Test
    void fullDisk_appendIsRolledBackAndCanBeRetried() throws IOException {
        for (int space = 1; space < 60; space++) {
            storage = new SimulatedStorage(space);
            try (SegmentStore store = store(3000)) {
                StreamSegments stream = store.create(STREAM, GENERATION);
                storage.setSpace(space * 512L);
                long next = 0;
                while (next < 300) {
                    long used = storage.usedSpace();
                    List<String> files = storage.files();
                    long to = next + 37;
                    try {
                        stream.append(next, Entries.range(STREAM, next, to, 200));
                        next = to;
                    } catch (NoSpaceException e) {
                        assertEquals(used, storage.usedSpace());
                        assertEquals(files, storage.files());
                        assertHolds(stream, next);
                        storage.setSpace(used + 512L * space);
                        space += 3;
                    }
                }
                store.forceAll();
                storage = storage.powerCut(space);
                try (SegmentStore reopened = store(3000)) {
                    assertHolds(reopened.open(STREAM), next);
                }
            }
        }
    }

    @Test
    void otherWriteErrors_failTheStream() throws IOException {
        try (SegmentStore store = store(3000)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 20, 3);
            storage.failWriteAfter(1);
            assertThrows(IOException.class, () -> append(stream, 30, 10));
            assertThrows(IllegalStateException.class, () -> append(stream, 30, 10));
            assertHolds(stream, 20);
        }
    }
}
