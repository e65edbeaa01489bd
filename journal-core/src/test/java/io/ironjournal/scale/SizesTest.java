package io.ironjournal.scale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.ReadStrategy;
import io.ironjournal.SyncMode;
import io.ironjournal.TransactionTooLargeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sizes from zero to a gibibyte. The build uses less than the documented limits. {@code CONTRIBUTING.md} has the
 * commands.
 */
class SizesTest {

    private static final int ENTRY = Integer.getInteger("ironjournal.entry.mib", 48) << 20;
    private static final long DATA = Long.getLong("ironjournal.data.mib", 64L) << 20;

    @TempDir
    Path root;

    private JournalOptionsBuilder options() {
        return JournalOptions.builder(root);
    }

    @ParameterizedTest
    @EnumSource
    void emptyEntries_areStoredLikeOthers(Compression compression) {
        JournalOptions options =
                options().compression(compression).minCompressionSize(0).build();
        List<byte[]> many = Collections.nCopies(1_000, new byte[0]);
        try (Journal journal = Journal.open(options)) {
            assertEquals(0, journal.append("empty", new byte[0]));
            assertEquals(1_001, journal.appendBatch("empty", many).end());
            requireEmpty(journal);
        }
        try (Journal journal = Journal.open(options)) {
            requireEmpty(journal);
        }
    }

    private static void requireEmpty(Journal journal) {
        assertArrayEquals(new byte[0], journal.get("empty", 0).orElseThrow());
        assertArrayEquals(new byte[0], journal.get("empty", 1_000).orElseThrow());
        try (EntryIterator entries = journal.iterate("empty", 0)) {
            for (int id = 0; id < 1_001; id++) {
                assertEquals(0, entries.next().data().length);
            }
            assertFalse(entries.hasNext());
        }
    }

    @ParameterizedTest
    @EnumSource
    void hugeEntry_isReadFromMemoryAndSegments(ReadStrategy reading) {
        JournalOptions options = options()
                .maxEntrySize(ENTRY)
                .maxTransactionSize(ENTRY + (1 << 20))
                .readStrategy(reading)
                .build();
        try (Journal journal = Journal.open(options)) {
            journal.append("huge", entry(ENTRY));
            journal.append("huge", entry(100));
            requireHuge(journal);
        }
        try (Journal journal = Journal.open(options)) {
            requireHuge(journal);
            assertArrayEquals(entry(100), journal.get("huge", 1).orElseThrow());
        }
    }

    private static void requireHuge(Journal journal) {
        byte[] found = journal.get("huge", 0).orElseThrow();
        assertEquals(ENTRY, found.length);
        SplittableRandom random = new SplittableRandom(ENTRY);
        for (int i = 0; i < ENTRY; i += 1009) {
            assertEquals((byte) random.nextInt(), found[i], () -> "a byte differs");
        }
    }

    /**
     * Returns an entry in which every 1009th byte is random and the others are 0. It is fast to create and to check.
     */
    private static byte[] entry(int size) {
        byte[] entry = new byte[size];
        SplittableRandom random = new SplittableRandom(size);
        for (int i = 0; i < size; i += 1009) {
            entry[i] = (byte) random.nextInt();
        }
        return entry;
    }

    @Test
    void batch_canBeAsLargeAsMaxTransactionSize_butNoLarger() {
        int max = 4 << 20;
        int rest = max - ("s".length() + 10) - 4 * 4;
        List<byte[]> full = new ArrayList<>(Collections.nCopies(3, new byte[1 << 20]));
        full.add(new byte[rest - 3 * (1 << 20)]);
        try (Journal journal =
                Journal.open(options().maxEntrySize(max).maxTransactionSize(max).build())) {
            assertEquals(4, journal.appendBatch("s", full).end());
            full.set(3, new byte[full.get(3).length + 1]);
            assertThrows(TransactionTooLargeException.class, () -> journal.appendBatch("s", full));
            assertEquals(4, journal.nextId("s"));
        }
    }

    @Test
    void moreDataThanMemory_isWrittenReopenedAndRead() {
        JournalOptions options = options()
                .syncMode(SyncMode.ASYNC)
                .maxMemtableMemory(16 << 20)
                .blockCacheSize(8 << 20)
                .build();
        long count = 0;
        long started = System.nanoTime();
        try (Journal journal = Journal.open(options)) {
            for (long written = 0; written < DATA; count++) {
                byte[] entry = entry(count);
                assertEquals(count / 8, journal.append("stream-" + count % 8, entry));
                written += entry.length;
            }
        }
        report("written and closed", started);
        started = System.nanoTime();
        try (Journal journal = Journal.open(options)) {
            report("opened", started);
            started = System.nanoTime();
            for (int stream = 0; stream < 8; stream++) {
                requireAll(journal, stream, count);
            }
            report("read", started);
        }
    }

    private static void requireAll(Journal journal, int stream, long count) {
        try (EntryIterator entries = journal.iterate("stream-" + stream, 0)) {
            long number = stream;
            while (entries.hasNext()) {
                Entry entry = entries.next();
                assertArrayEquals(entry(number), entry.data());
                number += 8;
            }
            assertTrue(number >= count && number < count + 8, "ended before " + number + " of " + count);
        }
    }

    /** Returns a length of 128 bytes to 64 KiB, mostly small. */
    private static byte[] entry(long number) {
        SplittableRandom random = new SplittableRandom(number);
        byte[] entry = new byte[128 << random.nextInt(10)];
        for (int i = 0; i < entry.length; i += 64) {
            entry[i] = (byte) random.nextInt();
        }
        return entry;
    }

    private static void report(String what, long started) {
        System.out.printf("%d MiB %s in %d ms%n", DATA >> 20, what, (System.nanoTime() - started) / 1_000_000);
    }

    @Test
    void compression_ofSmallJsonEntries_savesTwoThirdsOfTheSpace() throws IOException {
        long plain = writeJson(Compression.NONE);
        long compressed = writeJson(Compression.LZ4);
        System.out.printf("JSON: %d bytes, %d compressed%n", plain, compressed);
        assertTrue(compressed * 3 <= plain, compressed + " of " + plain);
    }

    private long writeJson(Compression compression) throws IOException {
        Path directory = root.resolve(compression.name());
        List<byte[]> entries = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            String json = "{\"orderId\":" + (100_000 + i) + ",\"customer\":\"customer-" + random.nextInt(1000)
                    + "\",\"status\":\"" + (random.nextBoolean() ? "CREATED" : "PAID") + "\",\"amount\":"
                    + random.nextInt(100_000) + ",\"currency\":\"EUR\",\"createdAt\":\"2026-01-01T12:"
                    + (10 + i / 60 % 50) + ":" + (10 + i % 50) + "Z\"}";
            entries.add(json.getBytes(StandardCharsets.UTF_8));
        }
        JournalOptions options =
                JournalOptions.builder(directory).compression(compression).build();
        try (Journal journal = Journal.open(options)) {
            for (int from = 0; from < entries.size(); from += 100) {
                journal.appendBatch("orders", entries.subList(from, from + 100));
            }
        }
        try (Journal journal = Journal.open(options)) {
            assertArrayEquals(entries.get(12_345), journal.get("orders", 12_345).orElseThrow());
        }
        try (Stream<Path> files = Files.walk(directory.resolve("streams"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
