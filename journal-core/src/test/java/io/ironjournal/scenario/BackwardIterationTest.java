package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.BeyondEndException;
import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.Compression;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.TruncatedException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Iterating from the newest entry to the oldest. */
class BackwardIterationTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private static JournalOptions options(Compression compression, int segmentSize) {
        return JournalOptions.builder(Path.of("simulated"))
                .maxSegmentSize(segmentSize)
                .maxEntrySize(1 << 20)
                .maxTransactionSize(1 << 20)
                .logSegmentSize(64 << 10)
                .logBudget(4 << 20)
                .compression(compression)
                .minCompressionSize(100)
                .build();
    }

    private Journal open(int segmentSize) {
        return JournalOpener.open(options(Compression.NONE, segmentSize), storage, false);
    }

    private static List<Entry> all(EntryIterator iterator) {
        List<Entry> found = new ArrayList<>();
        iterator.forEachRemaining(found::add);
        iterator.close();
        return found;
    }

    private static void requireReversed(Journal journal, String stream, long end) {
        List<Entry> forwards = all(journal.iterate(stream, journal.firstId(stream)));
        List<Entry> expected = new ArrayList<>(forwards.subList(0, (int) (end - journal.firstId(stream))));
        Collections.reverse(expected);
        List<Entry> backwards = all(journal.iterateBackwards(stream, end));
        assertEquals(expected.size(), backwards.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).id(), backwards.get(i).id());
            assertArrayEquals(expected.get(i).data(), backwards.get(i).data());
        }
    }

    /** Sizes from nothing to more than one read, in batches and alone, in segments and in memory. */
    @ParameterizedTest
    @EnumSource(Compression.class)
    void randomEntries_areThoseOfForwardIterationReversed(Compression compression) {
        SplittableRandom random = new SplittableRandom(3);
        for (int segmentSize : new int[] {4 << 10, 1 << 20}) {
            SimulatedStorage disk = new SimulatedStorage(segmentSize);
            Journal journal = JournalOpener.open(options(compression, segmentSize), disk, false);
            for (int round = 0; round < 6; round++) {
                for (int i = 0; i < 60; i++) {
                    append(journal, random);
                    if (random.nextInt(10) == 0) {
                        requireReversed(journal, "orders", random.nextLong(journal.nextId("orders") + 1));
                    }
                }
                requireReversed(journal, "orders", journal.nextId("orders"));
                journal.close();
                journal = JournalOpener.open(options(compression, segmentSize), disk, false);
                requireReversed(journal, "orders", journal.nextId("orders"));
            }
            journal.close();
        }
    }

    private static void append(Journal journal, SplittableRandom random) {
        int bound = random.nextInt(20) == 0 ? 200_000 : 500;
        if (random.nextInt(4) == 0) {
            List<byte[]> batch = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                batch.add(entry(random, 500));
            }
            journal.appendBatch("orders", batch);
        } else {
            journal.append("orders", entry(random, bound));
        }
    }

    private static byte[] entry(SplittableRandom random, int bound) {
        byte[] entry = new byte[random.nextInt(bound)];
        Arrays.fill(entry, (byte) random.nextInt());
        return entry;
    }

    @Test
    void emptyOrUnknownStream_hasNoEntries() {
        try (Journal journal = open(4 << 10)) {
            EntryIterator none = journal.iterateBackwards("orders", 0);
            assertFalse(none.hasNext());
            assertThrows(NoSuchElementException.class, none::next);
            assertThrows(BeyondEndException.class, () -> journal.iterateBackwards("orders", 1));
            assertThrows(IllegalArgumentException.class, () -> journal.iterateBackwards("orders", -1));
        }
    }

    @Test
    void entriesAppendedLater_areNotReturned_andCloseEnds() {
        try (Journal journal = open(4 << 10)) {
            journal.append("orders", new byte[1]);
            journal.append("orders", new byte[2]);
            EntryIterator iterator = journal.iterateBackwards("orders", 2);
            journal.append("orders", new byte[3]);
            assertEquals(1, iterator.next().id());
            iterator.close();
            assertFalse(iterator.hasNext());
        }
    }

    @Test
    void truncationMeanwhile_isReportedWhenItsEntriesAreReached() {
        try (Journal journal = open(4 << 10)) {
            for (int i = 0; i < 40; i++) {
                journal.append("orders", new byte[1000]);
            }
            EntryIterator iterator = journal.iterateBackwards("orders", 40);
            assertTrue(journal.truncate("orders", 20) > 0);
            long first = journal.firstId("orders");
            long last = 40;
            while (last > first) {
                last = iterator.next().id();
            }
            assertTrue(iterator.hasNext());
            assertThrows(TruncatedException.class, () -> {
                // Entries of a block that was read before the truncation may still come.
                while (true) {
                    iterator.next();
                }
            });
            assertThrows(TruncatedException.class, () -> journal.iterateBackwards("orders", first - 1));
        }
    }

    @Test
    void closedJournal_isReported() {
        Journal journal = open(4 << 10);
        journal.append("orders", new byte[1]);
        EntryIterator iterator = journal.iterateBackwards("orders", 1);
        journal.close();

        assertThrows(JournalClosedException.class, iterator::next);
    }

    @Test
    void damagedEntry_isReported_andTheOthersAreReturned() throws IOException {
        try (Journal journal = open(1 << 20)) {
            for (int i = 0; i < 50; i++) {
                journal.append("orders", new byte[1000]);
            }
        }
        String segment = storage.files().stream()
                .filter(file -> file.endsWith(".wal"))
                .findFirst()
                .orElseThrow();
        storage.corrupt(segment, 20_000, 1);
        try (Journal journal = open(1 << 20)) {
            EntryIterator iterator = journal.iterateBackwards("orders", 50);
            List<Long> read = new ArrayList<>();
            assertThrows(ChecksumMismatchException.class, () -> {
                while (iterator.hasNext()) {
                    read.add(iterator.next().id());
                }
            });
            long damaged = read.get(read.size() - 1) - 1;
            assertEquals(
                    damaged, all(journal.iterateBackwards("orders", damaged)).size());
        }
    }

    @Test
    void shard_isReadBackwards() {
        ShardedJournal journal = JournalOpener.openSharded(options(Compression.NONE, 4 << 10), 2, storage, false);
        byte[] key = new byte[] {1};
        int shard = journal.shardOf(key);
        for (int i = 0; i < 3; i++) {
            journal.append(key, new byte[] {(byte) i});
        }

        List<Entry> found = all(journal.iterateShardBackwards(shard, 3));

        assertEquals(List.of(2L, 1L, 0L), found.stream().map(Entry::id).toList());
        assertThrows(IndexOutOfBoundsException.class, () -> journal.iterateShardBackwards(2, 0));
        journal.close();
    }
}
