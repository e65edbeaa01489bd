package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.JournalClosedException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentStoreTest extends SegmentFixture {

    @ParameterizedTest
    @EnumSource
    void appendedEntries_canBeReadAtOnceAndAfterReopening(Compression compression) throws IOException {
        appendEntriesAndRead(storage, compression);
    }

    @ParameterizedTest
    @EnumSource
    void appendedEntries_canBeReadFromADisk(Compression compression, @TempDir Path root) throws IOException {
        try (Storage disk = new DiskStorage(root)) {
            appendEntriesAndRead(disk, compression);
        }
    }

    private static void appendEntriesAndRead(Storage storage, Compression compression) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        SegmentOptions options = new SegmentOptions(30_000, compression, 100, 3);
        long next = 0;
        try (SegmentStore store = new SegmentStore(storage, JOURNAL, options, SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            for (int round = 0; round < 300; round++) {
                long to = next + 1 + random.nextInt(30);
                stream.append(next, Entries.range(STREAM, next, to, 200));
                next = to;
                long id = random.nextLong(next);
                assertArrayEquals(Entries.entry(STREAM, id, 200), Entries.read(stream, id));
            }
            store.forceAll();
            assertHolds(stream, next);
        }
        try (SegmentStore store = new SegmentStore(storage, JOURNAL, options, SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = there(store.open(STREAM));
            assertEquals(STREAM, stream.stream());
            assertEquals(GENERATION, stream.generation());
            assertHolds(stream, next);
            append(stream, next + 100, 10);
            assertHolds(stream, next + 100);
        }
    }

    private static StreamSegments there(StreamSegments stream) {
        assertNotNull(stream);
        return stream;
    }

    @Test
    void idsOutsideTheStream_areNotFound() throws IOException {
        try (SegmentStore store = store(10_000)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            assertNull(Entries.read(stream, 0));
            assertEquals(0, stream.firstId());
            append(stream, 5, 5);
            assertNull(Entries.read(stream, 5));
            assertNull(Entries.read(stream, -1));
            assertThrows(IndexOutOfBoundsException.class, () -> stream.frame(5));
            Frame frame = stream.frame(4);
            assertThrows(IndexOutOfBoundsException.class, () -> frame.entry(5));
            assertThrows(IllegalArgumentException.class, () -> append(stream, 4, Entries.range(STREAM, 0, 1, 9)));
            stream.append(5, Entries.of());
            assertEquals(5, stream.nextId());
        }
    }

    private static void append(StreamSegments stream, long firstId, EntryBatch entries) throws IOException {
        stream.append(firstId, entries);
    }

    @Test
    void streams_existFromTheirFirstEntry_andForeignFilesAreIgnored() throws IOException {
        try (SegmentStore store = store(10_000)) {
            assertEquals(List.of(), store.streams());
            StreamSegments stream = store.create("a/B", 1);
            assertEquals(List.of(), store.streams());
            assertNull(store.open("a/B"));
            stream.append(0, Entries.range("a/B", 0, 1, 9));
            storage.createDirectory("streams/Not Ours");
            storage.writeAll("streams/orders/readme.txt", new byte[10]);
            storage.writeAll("streams/a%2f%42/99999999999999999999.wal", new byte[10]);
            storage.writeAll("streams/a%2f%42/0.wal", new byte[10]);
            assertEquals(List.of("a/B"), store.streams());
            assertNull(store.open("orders"));
            assertEquals(1, there(store.open("a/B")).nextId());
        }
    }

    @Test
    void entries_arePackedIntoFramesOfAbout4KiB() throws IOException {
        try (SegmentStore store = store(1 << 30)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            stream.append(0, Entries.range(STREAM, 0, 3000, 200));
            List<Long> offsets = frames(0);
            for (int i = 1; i < offsets.size(); i++) {
                long raw = offsets.get(i) - offsets.get(i - 1) - FrameHeader.SIZE - FrameHeader.TRAILER_SIZE;
                assertTrue(raw <= 4096 - 64 && raw > 4096 - 64 - 250, "" + raw);
            }
            assertHolds(stream, 3000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void emptySmallAndLargeEntries_canBeMixed(Compression compression) throws IOException {
        int[] sizes = {0, 0, 1, 65_528, 65_529, 262_080, 262_081, 262_144, 3_000_000, 0, 70_000_000, 1, 0};
        try (SegmentStore store = store(1 << 30, compression)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            byte[][] entries = new byte[sizes.length][];
            for (int i = 0; i < sizes.length; i++) {
                entries[i] = new byte[sizes[i]];
                new Random(i).nextBytes(i % 2 == 0 ? entries[i] : new byte[1]);
            }
            stream.append(0, Entries.of(entries));
            for (int i = 0; i < sizes.length; i++) {
                assertArrayEquals(entries[i], Entries.read(stream, i), "entry of " + sizes[i]);
                assertArrayEquals(entries[i], stream.frame(i).entry(i).data());
            }
        }
    }

    @Test
    void partsOfArrays_areAppendedUnchanged() throws IOException {
        try (SegmentStore store = store(10_000)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            EntryBatch parts = new EntryBatch();
            byte[] array = {1, 2, 3, 4, 5};
            for (int i = 0; i < 1000; i++) {
                parts.add(array, i % 4, 2, Entries.START);
            }
            stream.append(0, parts);
            assertArrayEquals(new byte[] {3, 4}, Entries.read(stream, 2));
            assertArrayEquals(new byte[] {4, 5}, Entries.read(stream, 999));
        }
    }

    @Test
    void segments_rotateBySize_alsoWithSingleEntries() throws IOException {
        try (SegmentStore store = store(4096)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 2000, 1);
            long[] segments = StreamFiles.segments(storage, DIRECTORY);
            assertTrue(segments.length > 50, "" + segments.length);
            for (int i = 0; i < segments.length - 1; i++) {
                int size = storage.readAll(segment(segments[i])).length;
                assertTrue(size >= 4096 && size < 4096 + 300 + 2300, "" + size);
            }
            assertHolds(stream, 2000);
        }
    }

    @Test
    void oneAppend_canFillManySegments() throws IOException {
        try (SegmentStore store = store(4096)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            stream.append(0, Entries.range(STREAM, 0, 10_000, 200));
            assertTrue(StreamFiles.segments(storage, DIRECTORY).length > 5);
            assertHolds(stream, 10_000);
        }
    }

    @Test
    void compression_canChangeWithinASegment() throws IOException {
        int[] sizes = new int[3];
        for (int round = 0; round < 3; round++) {
            Compression compression = round == 1 ? Compression.LZ4 : Compression.NONE;
            try (SegmentStore store = store(1 << 30, compression)) {
                StreamSegments stream = round == 0 ? store.create(STREAM, GENERATION) : store.open(STREAM);
                stream.append(round * 1000L, Entries.of(compressible(round)));
                sizes[round] = storage.readAll(segment(0)).length;
                for (int id = 0; id < (round + 1) * 1000; id += 7) {
                    assertArrayEquals(compressible(id / 1000)[id % 1000], Entries.read(stream, id));
                }
            }
        }
        assertTrue((sizes[1] - sizes[0]) * 3 < (sizes[2] - sizes[1]) * 2, "compressed only when it saves a third");
    }

    private static byte[][] compressible(int round) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> ("{\"order\": " + i + ", \"round\": " + round + ", \"state\": \"NEW\"}")
                        .getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    @Test
    void smallFrames_areNotCompressed() throws IOException {
        try (SegmentStore store = store(1 << 30, Compression.LZ4)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            stream.append(0, Entries.of(new byte[95]));
            assertEquals(64 + 56 + 105 + 8, storage.readAll(segment(0)).length);
            stream.append(1, Entries.of(new byte[96]));
            assertTrue(storage.readAll(segment(0)).length < 64 + 56 + 105 + 8 + 56 + 50 + 8);
        }
    }

    @Test
    void idleStream_isOpenedByABoundedRead() throws IOException {
        try (SegmentStore store = store(1 << 30)) {
            append(store.create(STREAM, GENERATION), 20_000, 2);
        }
        CountingStorage counting = new CountingStorage(storage);
        try (SegmentStore store = new SegmentStore(
                counting,
                JOURNAL,
                new SegmentOptions(1 << 30, Compression.NONE, 0, 8),
                SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = there(store.open(STREAM));
            assertEquals(20_000, stream.nextId());
            long opened = counting.bytesRead.get();
            assertTrue(opened < PendingIndex.FRAMES * 500, opened + " bytes");
            assertTrue(counting.reads.get() < 20, counting.reads + " reads for 272 frames without an index");
            Entries.read(stream, 10_000);
            long indexed = counting.bytesRead.get();
            assertTrue(indexed - opened < opened + 10_000 * 20, indexed + " bytes, of the segment's three million");
            Entries.read(stream, 3);
            Entries.read(stream, 19_999);
            assertTrue(counting.bytesRead.get() - indexed < 2 * 600, "each read is small");
        }
    }

    @Test
    void singleEntryOfALargeFrame_isReadAlone() throws IOException {
        SegmentOptions options = new SegmentOptions(1 << 30, Compression.LZ4, 0, 8);
        byte[][] entries = new byte[500][100];
        for (byte[] entry : entries) {
            ThreadLocalRandom.current().nextBytes(entry);
        }
        CountingStorage counting = new CountingStorage(storage);
        try (SegmentStore store = new SegmentStore(counting, JOURNAL, options, SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            stream.append(0, Entries.of(entries));
            assertEquals(1, frames(0).size(), "LZ4 saves nothing");
            for (int id = 0; id < 500; id++) {
                long before = counting.bytesRead.get();
                int reads = counting.reads.get();
                assertArrayEquals(entries[id], Entries.read(stream, id));
                if (id > 0) {
                    assertTrue(counting.bytesRead.get() - before <= 4096 + 20 + 100);
                    assertTrue(counting.reads.get() - reads <= 3);
                }
            }
        }
    }

    @Test
    void entryOfASmallFrame_isReadByOneOperation() throws IOException {
        try (SegmentStore store = store(1 << 30)) {
            append(store.create(STREAM, GENERATION), 500, 5);
        }
        CountingStorage counting = new CountingStorage(storage);
        try (SegmentStore store = new SegmentStore(
                counting,
                JOURNAL,
                new SegmentOptions(1 << 30, Compression.NONE, 0, 8),
                SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = there(store.open(STREAM));
            Entries.read(stream, 0);
            int reads = counting.reads.get();
            assertArrayEquals(Entries.entry(STREAM, 251, 200), Entries.read(stream, 251));
            assertEquals(1, counting.reads.get() - reads);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cursor_readsManyFramesAtOnce_andNoEntryTwice(Compression compression) throws IOException {
        try (SegmentStore store = store(300_000, compression)) {
            append(store.create(STREAM, GENERATION), 10_000, 3);
        }
        CountingStorage counting = new CountingStorage(storage);
        try (SegmentStore store = new SegmentStore(
                counting,
                JOURNAL,
                new SegmentOptions(1 << 30, Compression.NONE, 0, 8),
                SegmentFixture::unlessUnlisted)) {
            FrameCursor cursor = there(store.open(STREAM)).cursor();
            for (long id = 1; id < 10_000; ) {
                Frame frame = cursor.frame(id);
                for (; id < frame.endId(); id++) {
                    assertArrayEquals(
                            Entries.entry(STREAM, id, 200), frame.entry(id).data());
                }
            }
            assertTrue(
                    counting.reads.get() < 600, counting.reads + " reads of 3334 frames, most of them for the index");
            assertThrows(IndexOutOfBoundsException.class, () -> cursor.frame(10_000));
        }
    }

    @Test
    void openSegments_stayWithinTheirLimit() throws IOException {
        CountingStorage counting = new CountingStorage(storage);
        SegmentStore store = new SegmentStore(
                counting, JOURNAL, new SegmentOptions(4096, Compression.NONE, 0, 3), SegmentFixture::unlessUnlisted);
        StreamSegments stream = store.create(STREAM, GENERATION);
        append(stream, 1000, 5);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1000; i++) {
            long id = random.nextLong(1000);
            assertArrayEquals(Entries.entry(STREAM, id, 200), Entries.read(stream, id));
            assertTrue(counting.openReaders.get() <= 3);
        }
        assertEquals(3, counting.openReaders.get());
        store.close();
        assertEquals(0, counting.openReaders.get());
        assertThrows(JournalClosedException.class, () -> Entries.read(stream, 1));
        assertEquals(0, counting.openReaders.get());
    }

    @Test
    void missingSegment_losesOnlyItsEntries() throws IOException {
        long[] segments;
        try (SegmentStore store = store(4096)) {
            append(store.create(STREAM, GENERATION), 1000, 5);
            segments = StreamFiles.segments(storage, DIRECTORY);
        }
        storage.delete(segment(segments[3]));
        try (SegmentStore store = store(4096)) {
            StreamSegments stream = there(store.open(STREAM));
            for (long id = 0; id < 1000; id++) {
                long missing = id;
                if (id >= segments[3] && id < segments[4]) {
                    SegmentNotFoundException e =
                            assertThrows(SegmentNotFoundException.class, () -> Entries.read(stream, missing));
                    assertTrue(e.getMessage().contains(segment(segments[3])), e.getMessage());
                } else {
                    assertArrayEquals(Entries.entry(STREAM, id, 200), Entries.read(stream, id));
                }
            }
        }
    }

    @Test
    void segmentDeletedLater_isNamedInTheError() throws IOException {
        try (SegmentStore store = store(4096)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 100, 5);
            storage.delete(segment(0));
            SegmentNotFoundException e = assertThrows(SegmentNotFoundException.class, () -> Entries.read(stream, 3));
            assertTrue(e.getMessage().contains(segment(0)), e.getMessage());
            assertTrue(e.getMessage().contains("orders"), e.getMessage());
        }
    }

    @Test
    void missingLastSegment_isDetected_becauseTheOneBeforeIsSealed() throws IOException {
        long[] segments;
        try (SegmentStore store = store(4096)) {
            append(store.create(STREAM, GENERATION), 1000, 5);
            segments = StreamFiles.segments(storage, DIRECTORY);
        }
        String last = segment(segments[segments.length - 1]);
        storage.delete(last);
        try (SegmentStore store = store(4096)) {
            SegmentNotFoundException e = assertThrows(SegmentNotFoundException.class, () -> store.open(STREAM));
            assertTrue(e.getMessage().contains(last), e.getMessage());
            assertTrue(e.getMessage().contains("corruptionPolicy TRUNCATE"), e.getMessage());
        }
    }
}
