package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.ReadStrategy;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readers that run concurrently with the writer. */
class SegmentConcurrencyTest extends SegmentFixture {

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @ParameterizedTest
    @CsvSource({"NONE, STANDARD_IO, 0", "LZ4, STANDARD_IO, 0", "NONE, MMAP, 0", "LZ4, MMAP, 100000"})
    void readers_concurrentWithTheWriter_seeEveryAppendedEntry(
            Compression compression, ReadStrategy strategy, long cache, @TempDir Path root) throws Exception {
        try (Storage disk = new DiskStorage(root)) {
            CountingStorage counting = new CountingStorage(disk);
            SegmentStore store = new SegmentStore(
                    counting,
                    JOURNAL,
                    new SegmentOptions(20_000, compression, 100, 2).withReading(strategy, cache),
                    missing -> {});
            StreamSegments stream = store.create(STREAM, GENERATION);
            AtomicBoolean done = new AtomicBoolean();
            List<Future<Long>> readers = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                int seed = reader;
                readers.add(executor.submit(() -> readRandomly(stream, seed, done)));
            }
            readers.add(executor.submit(() -> follow(stream, done)));
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(700);
            SplittableRandom random = new SplittableRandom(9);
            long next = 0;
            while (System.nanoTime() < deadline) {
                long to = next + 1 + random.nextInt(50);
                stream.append(next, Entries.range(STREAM, next, to, 200));
                next = to;
                if (random.nextInt(50) == 0) {
                    store.forceAll();
                }
            }
            done.set(true);
            for (Future<Long> reader : readers) {
                assertTrue(reader.get(30, TimeUnit.SECONDS) > 0);
            }
            assertHolds(stream, next);
            store.close();
            assertEquals(0, counting.openReaders.get());
        } finally {
            executor.shutdownNow();
        }
    }

    private static Long readRandomly(StreamSegments stream, int seed, AtomicBoolean done) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        long count = 0;
        // On a busy machine a reader may start after the writer is done. It reads at least once then.
        while (!done.get() || count == 0) {
            long nextId = stream.nextId();
            if (nextId == 0) {
                continue;
            }
            // Often reads the newest entry, close behind the writer.
            long id = random.nextBoolean() ? nextId - 1 : random.nextLong(nextId);
            if (random.nextInt(4) == 0) {
                Thread.currentThread().interrupt();
            }
            assertArrayEquals(Entries.entry(STREAM, id, 200), Entries.read(stream, id));
            Thread.interrupted();
            count++;
        }
        return count;
    }

    private static Long follow(StreamSegments stream, AtomicBoolean done) throws IOException {
        FrameCursor cursor = stream.cursor();
        long id = 0;
        while (!done.get() || id < stream.nextId()) {
            if (id == stream.nextId()) {
                Thread.onSpinWait();
                continue;
            }
            Frame frame = id % 2 == 0 ? stream.frame(id) : cursor.frame(id);
            assertEquals(id, frame.firstId());
            for (; id < frame.endId(); id++) {
                assertArrayEquals(
                        Entries.entry(STREAM, id, 200), frame.entry(id).data());
            }
        }
        return id;
    }

    @Test
    void close_doesNotWait_andLetsReadersFinish() throws Exception {
        CountingStorage counting = new CountingStorage(storage);
        SegmentStore store = new SegmentStore(
                counting, JOURNAL, new SegmentOptions(4096, Compression.NONE, 0, 4), SegmentFixture::unlessUnlisted);
        StreamSegments stream = store.create(STREAM, GENERATION);
        append(stream, 500, 5);
        OpenSegments open = new OpenSegments(new SegmentOptions(4096, Compression.NONE, 0, 1), "journal", () -> {});
        StreamFiles files = new StreamFiles(counting, JOURNAL, STREAM, GENERATION);
        OpenSegment first = open.acquire(files, 0, true);
        long[] segments = StreamFiles.segments(storage, DIRECTORY);
        OpenSegment second = open.acquire(files, segments[1], true);
        assertEquals(2, counting.openReaders.get(), "the first one is evicted, but still in use");
        assertArrayEquals(
                Entries.entry(STREAM, 3, 200), first.entry(3, Long.MAX_VALUE).data());
        first.release();
        assertEquals(1, counting.openReaders.get());
        open.close();
        assertArrayEquals(
                Entries.entry(STREAM, segments[1], 200),
                second.entry(segments[1], Long.MAX_VALUE).data(),
                "still in use");
        second.release();
        assertEquals(0, counting.openReaders.get());
        store.close();
    }

    @Test
    void segmentReadByManyThreads_isOpenedOnce() throws Exception {
        try (SegmentStore store = store(1 << 20)) {
            append(store.create(STREAM, GENERATION), 100, 5);
        }
        CountingStorage counting = new CountingStorage(storage);
        OpenSegments open = new OpenSegments(new SegmentOptions(4096, Compression.NONE, 0, 4), "journal", () -> {});
        StreamFiles files = new StreamFiles(counting, JOURNAL, STREAM, GENERATION);
        Callable<Boolean> reading = () -> {
            OpenSegment segment = open.acquire(files, 0, true);
            try {
                for (long id = 0; id < 100; id++) {
                    assertArrayEquals(
                            Entries.entry(STREAM, id, 200),
                            segment.entry(id, Long.MAX_VALUE).data());
                }
                return true;
            } finally {
                segment.release();
            }
        };
        try {
            for (Future<Boolean> reader : executor.invokeAll(Collections.nCopies(8, reading))) {
                assertTrue(reader.get());
            }
        } finally {
            executor.shutdownNow();
        }
        assertEquals(1, counting.openReaders.get());
        open.close();
        assertEquals(0, counting.openReaders.get());
    }

    @Test
    void failedAppend_isNeverVisibleToReaders() throws IOException {
        try (SegmentStore store = store(1 << 20)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            append(stream, 20, 5);
            storage.failWriteAfter(1);
            try {
                append(stream, 40, 20);
            } catch (IOException e) {
                assertNull(Entries.read(stream, 20));
            }
            assertFalse(stream.nextId() > 20);
            assertHolds(stream, 20);
        }
    }
}
