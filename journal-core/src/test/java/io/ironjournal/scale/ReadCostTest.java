package io.ironjournal.scale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.ReadStrategy;
import io.ironjournal.SyncMode;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.segment.CountingStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cost of reads, measured by the requests to the storage. Times are printed. They are compared only with enough
 * entries: {@code CONTRIBUTING.md} has the command for ten million entries.
 */
class ReadCostTest {

    private static final int MANY = Integer.getInteger("ironjournal.entries", 60_000);
    private static final int FEW = Math.min(10_000, MANY / 4);
    private static final int LONG_RUN = 1_000_000;

    private static final int BATCH = 1_000;
    private static final int GETS = 20_000;

    /** The number of warm-up runs for each measured run. */
    private static final int WARM_UP = 5;

    @TempDir
    Path root;

    /** A journal that was written, closed and opened again. */
    private final class Reopened implements AutoCloseable {

        private final CountingStorage storage;
        private final Journal journal;
        private final int count;

        Reopened(int count) {
            JournalOptions options = JournalOptions.builder(root.resolve("of-" + count))
                    .syncMode(SyncMode.ASYNC)
                    .maxSegmentSize(Math.max(1 << 20, MANY * 10L))
                    .readStrategy(ReadStrategy.STANDARD_IO)
                    .build();
            this.count = count;
            try (Journal written = Journal.open(options)) {
                for (int from = 0; from < count; from += BATCH) {
                    written.appendBatch("s", entries(from, Math.min(count, from + BATCH)));
                }
            }
            storage = new CountingStorage(new DiskStorage(options.root()));
            journal = JournalOpener.open(options, storage, true);
        }

        /** Returns the number of storage reads of the get that needs the most. */
        int mostReadsOfAGet() {
            int most = 0;
            SplittableRandom random = new SplittableRandom(count);
            for (int i = 0; i < GETS; i++) {
                int before = storage.reads.get();
                int id = random.nextInt(count);
                byte[] found = journal.get("s", id).orElseThrow();
                most = Math.max(most, storage.reads.get() - before);
                if (i % 100 == 0) {
                    assertArrayEquals(entry(id), found);
                }
            }
            return most;
        }

        long medianNanosOfAGet() {
            SplittableRandom random = new SplittableRandom(count);
            long[] nanos = new long[GETS];
            for (int i = 0; i < GETS; i++) {
                int id = random.nextInt(count);
                long start = System.nanoTime();
                journal.get("s", id);
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            return nanos[GETS / 2];
        }

        /** Returns the total size of all entries, read in sequence. */
        long iterate() {
            long bytes = 0;
            long number = 0;
            try (EntryIterator entries = journal.iterate("s", 0)) {
                while (entries.hasNext()) {
                    Entry entry = entries.next();
                    bytes += entry.data().length;
                    number++;
                }
            }
            assertEquals(count, number);
            return bytes;
        }

        @Override
        public void close() {
            journal.close();
        }
    }

    private static List<byte[]> entries(int from, int to) {
        List<byte[]> entries = new ArrayList<>(to - from);
        for (int id = from; id < to; id++) {
            entries.add(entry(id));
        }
        return entries;
    }

    /** Returns a length of 16 to 128 bytes. */
    private static byte[] entry(int id) {
        byte[] entry = new byte[16 + id % 113];
        Arrays.fill(entry, (byte) id);
        entry[0] = (byte) (id >> 8);
        return entry;
    }

    @Test
    void get_amongManyEntries_costsAsMuchAsAmongFew() {
        try (Reopened few = new Reopened(FEW);
                Reopened many = new Reopened(MANY)) {
            for (int i = 0; i < WARM_UP; i++) {
                few.medianNanosOfAGet();
                many.medianNanosOfAGet();
            }
            int readsOfFew = few.mostReadsOfAGet();
            int readsOfMany = many.mostReadsOfAGet();
            long nanosOfFew = few.medianNanosOfAGet();
            long nanosOfMany = many.medianNanosOfAGet();
            System.out.printf(
                    "get among %,d entries: %d reads at most, %,d ns; among %,d: %d reads, %,d ns%n",
                    FEW, readsOfFew, nanosOfFew, MANY, readsOfMany, nanosOfMany);
            assertTrue(readsOfFew > 0, "nothing was counted");
            assertEquals(readsOfFew, readsOfMany);
            if (MANY >= LONG_RUN) {
                assertTrue(nanosOfMany < 5 * nanosOfFew, nanosOfMany + " ns instead of " + nanosOfFew);
            }
        }
    }

    /** Clusters of ids that are far from each other: a few requests read each of them, and no further than needed. */
    @Test
    void getBatch_readsIdsNearEachOtherAtOnce() {
        try (Reopened many = new Reopened(MANY)) {
            long[] ids = new long[240];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = ((i / 12) * 2_000L) + ((i % 12) * 5L);
            }
            many.journal.getBatch("s", ids);
            int readsBefore = many.storage.reads.get();
            long readBefore = many.storage.bytesRead.get();
            List<Optional<byte[]>> found = many.journal.getBatch("s", ids);
            int reads = many.storage.reads.get() - readsBefore;
            long read = many.storage.bytesRead.get() - readBefore;
            for (int i = 0; i < ids.length; i++) {
                assertArrayEquals(entry((int) ids[i]), found.get(i).orElseThrow());
            }
            // Where frames end depends on when the flusher ran. Reading each id alone would take 240.
            assertTrue(reads <= 80, reads + " reads for 20 clusters");
            assertTrue(read <= 20 * (16 << 10), read + " bytes for 20 clusters");
        }
    }

    /** Thousands of small entries are read by one request, so that the storage's latency hardly matters. */
    @Test
    void iterate_readsLargePartsOnce() {
        try (Reopened many = new Reopened(MANY)) {
            long bytes = many.iterate();
            for (int i = 1; i < WARM_UP; i++) {
                many.iterate();
            }
            int readsBefore = many.storage.reads.get();
            long readBefore = many.storage.bytesRead.get();
            long start = System.nanoTime();
            many.iterate();
            long nanos = System.nanoTime() - start;
            int reads = many.storage.reads.get() - readsBefore;
            long read = many.storage.bytesRead.get() - readBefore;
            System.out.printf(
                    "iterate over %,d entries: %d MB/s (copying them in memory: %d MB/s), %d reads of %,d bytes each%n",
                    MANY, perSecond(bytes, nanos), perSecond(bytes, nanosToCopy()), reads, read / reads);
            assertTrue(read / reads >= 64 << 10, "parts of " + read / reads + " bytes");
            assertTrue(read < bytes * 3 / 2, read + " bytes were read for " + bytes);
        }
    }

    private static long perSecond(long bytes, long nanos) {
        return bytes * 1_000 / nanos;
    }

    /** Returns the time to copy the same entries out of one array, each into an array of its own. */
    private static long nanosToCopy() {
        byte[] source = new byte[1 << 20];
        long best = Long.MAX_VALUE;
        long sum = 0;
        for (int round = 0; round < WARM_UP; round++) {
            long start = System.nanoTime();
            for (int id = 0, at = 0; id < MANY; id++) {
                int length = 16 + id % 113;
                at = at + length > source.length ? 0 : at;
                sum += Arrays.copyOfRange(source, at, at + length).length;
                at += length;
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        assertTrue(sum > 0);
        return best;
    }
}
