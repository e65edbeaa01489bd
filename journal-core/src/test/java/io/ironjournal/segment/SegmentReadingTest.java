package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.Compression;
import io.ironjournal.ReadStrategy;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.io.Storage;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mapped files, and the cache of decoded frames. */
class SegmentReadingTest extends SegmentFixture {

    private static SegmentOptions options(Compression compression, ReadStrategy strategy, long cacheSize) {
        return new SegmentOptions(20_000, compression, 100, 4).withReading(strategy, cacheSize);
    }

    private static SegmentOptions largeFrames(Compression compression, ReadStrategy strategy) {
        return new SegmentOptions(1 << 20, compression, 100, 4).withReading(strategy, 0);
    }

    private StreamSegments written(SegmentStore store) throws IOException {
        StreamSegments stream = store.create(STREAM, GENERATION);
        append(stream, 1000, 20);
        return stream;
    }

    @Test
    void sealedSegments_areMapped_andTheLastOneIsNot(@TempDir Path root) throws IOException {
        try (Storage disk = new DiskStorage(root)) {
            CountingStorage counting = new CountingStorage(disk);
            try (SegmentStore store = new SegmentStore(
                    counting,
                    JOURNAL,
                    options(Compression.NONE, ReadStrategy.MMAP, 0),
                    SegmentFixture::unlessUnlisted)) {
                StreamSegments stream = written(store);
                assertArrayEquals(Entries.entry(STREAM, 1, 200), Entries.read(stream, 1));
                assertEquals(1, counting.maps.get());
                int reads = counting.reads.get();
                assertArrayEquals(Entries.entry(STREAM, 2, 200), Entries.read(stream, 2));
                assertEquals(reads, counting.reads.get());
                Entries.read(stream, 999);
                assertEquals(1, counting.maps.get());
                assertHolds(stream, 1000);
                append(stream, 1500, 20);
                assertHolds(stream, 1500);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void entry_headerAlreadyChecked_isReadAtOnce(ReadStrategy strategy) throws IOException {
        CountingStorage counting = new CountingStorage(storage);
        try (SegmentStore store = new SegmentStore(
                counting, JOURNAL, largeFrames(Compression.NONE, strategy), SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 500, 500);
            for (long id = 0; id < 500; id++) {
                Entries.read(stream, id);
            }
            int begin = counting.reads.get();
            int most = 0;
            for (long id = 0; id < 500; id++) {
                int reads = counting.reads.get();
                long bytes = counting.bytesRead.get();
                assertArrayEquals(Entries.entry(STREAM, id, 200), Entries.read(stream, id), "entry " + id);
                most = Math.max(most, counting.reads.get() - reads);
                assertTrue(counting.bytesRead.get() - bytes <= 4096 + 200);
            }
            assertTrue(most <= 2, "an entry that ends much later than one of average size needs a second read");
            assertTrue(counting.reads.get() - begin < 600, counting.reads.get() - begin + " reads");
        }
    }

    @Test
    void entry_isReadAlone_unlessItsFrameHasOthersOrIsCompressed() throws IOException {
        for (Compression compression : Compression.values()) {
            storage = new SimulatedStorage(1);
            try (SegmentStore store = new SegmentStore(
                    storage,
                    JOURNAL,
                    largeFrames(compression, ReadStrategy.STANDARD_IO),
                    SegmentFixture::unlessUnlisted)) {
                StreamSegments stream = store.create(STREAM, GENERATION);
                append(stream, 1000, 500);
                assertEquals(Optional.empty(), stream.readAlone(10, 11));
                assertEquals(Optional.empty(), stream.readAlone(10, 200), "within 32 KiB");
                assertArrayEquals(
                        Entries.entry(STREAM, 10, 200),
                        stream.readAlone(10, 900).orElseThrow().data());
                assertArrayEquals(
                        Entries.entry(STREAM, 999, 200),
                        stream.readAlone(999, Long.MAX_VALUE).orElseThrow().data());
                boolean again = stream.readAlone(10, 900).isPresent();
                assertEquals(compression == Compression.NONE, again);
                assertThrows(IndexOutOfBoundsException.class, () -> stream.readAlone(1000, 1001));
            }
        }
    }

    @Test
    void recentlyUsedSegment_staysOpenLongerThanOthers() throws IOException {
        CountingStorage counting = new CountingStorage(storage);
        try (SegmentStore store = new SegmentStore(
                counting, JOURNAL, options(Compression.NONE, ReadStrategy.MMAP, 0), SegmentFixture::unlessUnlisted)) {
            written(store);
            long[] segments = StreamFiles.segments(storage, DIRECTORY);
            OpenSegments open =
                    new OpenSegments(new SegmentOptions(20_000, Compression.NONE, 100, 2), "journal", () -> {});
            StreamFiles files = new StreamFiles(counting, JOURNAL, STREAM, GENERATION);
            for (long segment : new long[] {segments[0], segments[1], segments[2], segments[1], segments[3]}) {
                open.acquire(files, segment, true).release();
            }
            int reads = counting.reads.get();
            open.acquire(files, segments[1], true).release();
            open.acquire(files, segments[3], true).release();
            assertEquals(reads, counting.reads.get(), "both are open");
            open.acquire(files, segments[2], true).release();
            assertTrue(counting.reads.get() > reads, "this one was closed");
            open.close();
        }
    }

    @Test
    void damageInAMappedSegment_isDetected() throws IOException {
        try (SegmentStore store = new SegmentStore(
                storage, JOURNAL, options(Compression.NONE, ReadStrategy.MMAP, 0), SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = written(store);
            long offset = frames(0).get(0) + 56 + 20 * 10;
            storage.corrupt(segment(0), offset, 1);
            int length = Entries.entry(STREAM, 0, 200).length;
            long damaged = length > 0 ? 0 : 1;
            assertThrows(ChecksumMismatchException.class, () -> Entries.read(stream, damaged));
            assertArrayEquals(Entries.entry(STREAM, 2, 200), Entries.read(stream, 2));
        }
    }

    @Test
    void mappedSegment_truncated_staysReadableForReadersThatHaveIt(@TempDir Path root) throws IOException {
        try (Storage disk = new DiskStorage(root);
                SegmentStore store = new SegmentStore(
                        disk,
                        JOURNAL,
                        options(Compression.NONE, ReadStrategy.MMAP, 0),
                        SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = written(store);
            StreamFiles files = new StreamFiles(disk, JOURNAL, STREAM, GENERATION);
            OpenSegments open = new OpenSegments(options(Compression.NONE, ReadStrategy.MMAP, 0), "journal", () -> {});
            OpenSegment held = open.acquire(files, 0, true);
            stream.truncate(stream.truncationPoint(900));
            assertNull(Entries.read(stream, 3));
            assertArrayEquals(
                    Entries.entry(STREAM, 3, 200), held.entry(3, Long.MAX_VALUE).data());
            held.release();
            open.close();
        }
    }

    @Test
    void cachedFrames_areReturnedWithoutReading() throws IOException {
        CountingStorage counting = new CountingStorage(storage);
        try (SegmentStore store = new SegmentStore(
                counting,
                JOURNAL,
                options(Compression.LZ4, ReadStrategy.STANDARD_IO, 1 << 20),
                SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = written(store);
            assertHolds(stream, 1000);
            int reads = counting.reads.get();
            for (long id = 980; id < 1000; id++) {
                assertArrayEquals(Entries.entry(STREAM, id, 200), Entries.read(stream, id));
                assertArrayEquals(
                        Entries.entry(STREAM, id, 200),
                        stream.frame(id).entry(id).data());
            }
            assertEquals(reads, counting.reads.get());
        }
    }

    @Test
    void cache_staysWithinItsSize() throws IOException {
        CountingStorage counting = new CountingStorage(storage);
        try (SegmentStore store = new SegmentStore(
                counting,
                JOURNAL,
                options(Compression.LZ4, ReadStrategy.STANDARD_IO, 10_000),
                SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = written(store);
            for (int round = 0; round < 2; round++) {
                int reads = counting.reads.get();
                assertHolds(stream, 1000);
                assertTrue(counting.reads.get() - reads > 40, "50 frames of about 2 KB");
            }
        }
    }

    @Test
    void newGenerationOfAStream_findsNoFramesOfTheOldOneInTheCache() throws IOException {
        try (SegmentStore store = new SegmentStore(
                storage,
                JOURNAL,
                options(Compression.LZ4, ReadStrategy.MMAP, 1 << 20),
                SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = written(store);
            assertHolds(stream, 1000);
            store.delete(stream);
            StreamSegments next = store.create(STREAM, GENERATION + 1);
            next.append(0, Entries.range("else", 0, 100, 200));
            for (long id = 0; id < 100; id++) {
                assertArrayEquals(Entries.entry("else", id, 200), Entries.read(next, id));
            }
        }
    }
}
