package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.EntryTooLargeException;
import io.ironjournal.Headers;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.NewEntry;
import io.ironjournal.PositionConflictException;
import io.ironjournal.SyncMode;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Imports of entries, which keep their times. */
class ImportTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SetClock clock = new SetClock(NOON);
    private SyncMode mode = SyncMode.STRICT;
    private Compression compression = Compression.NONE;

    private Journal open(SimulatedStorage storage) {
        return JournalOpener.open(
                Small.options()
                        .syncMode(mode)
                        .compression(compression)
                        .minCompressionSize(100)
                        .build(),
                storage,
                false,
                files -> files,
                clock);
    }

    private static List<Entry> entries(Journal journal, String stream) {
        List<Entry> entries = new ArrayList<>();
        try (EntryIterator all = journal.iterate(stream, 0)) {
            all.forEachRemaining(entries::add);
        }
        return entries;
    }

    /** Writes entries by all kinds of calls, while the clock goes forth and back. */
    private List<Entry> exported() {
        try (Journal source = open(new SimulatedStorage(7))) {
            for (int i = 0; i < 300; i++) {
                clock.now = NOON.plusSeconds(i).minusSeconds(i % 7 == 0 ? 100 : 0);
                switch (i % 3) {
                    case 0 -> source.append("orders", entry(i, 10 + i));
                    case 1 -> source.appendBatch("orders", List.of(entry(i, 20), new byte[300], entry(i, 0)));
                    default -> source.append("orders", NewEntry.of(entry(i, 30)).header("type", "order " + i));
                }
            }
            return entries(source, "orders");
        }
    }

    @ParameterizedTest
    @EnumSource
    void importedEntries_areThoseOfTheSource_withTheirTimesAndHeaders(SyncMode syncMode) {
        compression = syncMode == SyncMode.BATCH_ONLY ? Compression.LZ4 : Compression.NONE;
        List<Entry> expected = exported();
        assertTrue(expected.size() > 400, "entries: " + expected.size());
        mode = syncMode;
        clock.now = NOON.plus(Duration.ofDays(365));
        SimulatedStorage storage = new SimulatedStorage(1);
        try (Journal journal = open(storage)) {
            assertEquals(expected.size(), journal.importEntries("orders", expected.iterator()));
            assertEquals(expected, entries(journal, "orders"));
        }
        try (Journal journal = open(storage)) {
            assertEquals(expected, entries(journal, "orders"));
            assertEquals(
                    expected.get(100).time(),
                    entries(journal, "orders")
                            .get((int) journal.firstIdAt(
                                    "orders", expected.get(100).time()))
                            .time());
            journal.append("orders", entry(1, 1));
            assertEquals(
                    clock.now, entries(journal, "orders").get(expected.size()).time());
        }
    }

    @Test
    void importedEntries_areForcedWhenTheImportReturns() {
        List<Entry> expected = exported();
        for (SyncMode syncMode : SyncMode.values()) {
            mode = syncMode;
            SimulatedStorage storage = new SimulatedStorage(1);
            Journal journal = open(storage);
            journal.importEntries("orders", expected.iterator());
            try (Journal after = open(storage.powerCut(3))) {
                assertEquals(expected, entries(after, "orders"), syncMode.toString());
            }
        }
    }

    @Test
    void crash_atAnyMomentOfAnImport_leavesItsFirstEntries() {
        List<Entry> expected = exported();
        SimulatedStorage undisturbed = new SimulatedStorage(1);
        Journal whole = open(undisturbed);
        int before = undisturbed.operations();
        whole.importEntries("orders", expected.iterator());
        int operations = undisturbed.operations() - before;
        Set<Integer> sizes = new HashSet<>();
        for (int operation = 1; operation <= operations; operation += 3) {
            SimulatedStorage storage = new SimulatedStorage(1);
            Journal journal = open(storage);
            storage.crashAfter(operation);
            try {
                journal.importEntries("orders", expected.iterator());
            } catch (SimulatedCrash | JournalException crashed) {
                // The journal is opened again.
            }
            try (Journal after = open(operation % 2 == 0 ? storage.kill() : storage.powerCut(operation))) {
                List<Entry> left = entries(after, "orders");
                assertEquals(expected.subList(0, left.size()), left, "operation " + operation);
                sizes.add(left.size());
            }
        }
        assertTrue(sizes.size() > 10, "numbers of entries: " + sizes);
    }

    @Test
    void failedImport_isRepeatedAfterTheStreamIsDeleted() {
        List<Entry> expected = exported();
        List<Entry> wrong = new ArrayList<>(expected);
        wrong.add(250, Entry.of(250, 1, Headers.none(), new byte[1]));
        try (Journal journal = open(new SimulatedStorage(1))) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class, () -> journal.importEntries("orders", wrong.iterator()));
            assertTrue(refused.getMessage().contains("in their order"), refused.getMessage());
            assertThrows(PositionConflictException.class, () -> journal.importEntries("orders", expected.iterator()));
            assertTrue(journal.deleteStream("orders"));
            journal.importEntries("orders", expected.iterator());
            assertEquals(expected, entries(journal, "orders"));
        }
    }

    @Test
    void streamWithEntries_alsoTruncatedOnes_isRefused_andNothingIsRead() {
        Iterator<Entry> unread = new Iterator<>() {
            @Override
            public boolean hasNext() {
                throw new AssertionError("read");
            }

            @Override
            public Entry next() {
                throw new AssertionError("read");
            }
        };
        try (Journal journal = open(new SimulatedStorage(1))) {
            for (int i = 0; i < 30; i++) {
                journal.append("orders", entry(i, 1_000));
            }
            PositionConflictException refused =
                    assertThrows(PositionConflictException.class, () -> journal.importEntries("orders", unread));
            assertEquals(30, refused.actual());
            journal.truncate("orders", 30);
            assertThrows(PositionConflictException.class, () -> journal.importEntries("orders", unread));
            assertEquals(0, journal.importEntries("new", List.<Entry>of().iterator()));
            assertEquals(List.of("orders"), journal.streams());
        }
    }

    @Test
    void otherWriter_appendsDuringAnImport_theImportIsRefused() {
        List<Entry> expected = exported();
        Iterator<Entry> all = expected.iterator();
        try (Journal journal = open(new SimulatedStorage(1))) {
            Iterator<Entry> disturbed = new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public Entry next() {
                    if (journal.nextId("orders") == 9) {
                        journal.append("orders", new byte[] {1});
                    }
                    return all.next();
                }
            };
            assertThrows(PositionConflictException.class, () -> journal.importEntries("orders", disturbed));
            assertEquals(10, journal.nextId("orders"));
        }
    }

    @Test
    void timesInTheFuture_areKept_andLaterEntriesAreNotBeforeThem() {
        Instant future = NOON.plus(Duration.ofDays(1));
        List<Entry> entries = List.of(Entry.of(5, future.getEpochSecond() * 1_000_000, Headers.none(), new byte[1]));
        try (Journal journal = open(new SimulatedStorage(1))) {
            journal.importEntries("orders", entries.iterator());
            journal.append("orders", new byte[2]);
            assertEquals(
                    List.of(future, future),
                    entries(journal, "orders").stream().map(Entry::time).toList());
            assertEquals(Duration.ofDays(1), journal.stats().clockBehind());
        }
    }

    @Test
    void largeEntries_shareRecordsUpToTheLimit_andTooLargeOnesAreRefused() {
        List<Entry> same = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            same.add(Entry.of(i, 1, Headers.none().with("a", "b"), entry(i, 60_000)));
        }
        try (Journal journal = open(new SimulatedStorage(1))) {
            journal.importEntries("orders", same.iterator());
            assertEquals(same, entries(journal, "orders"));
            assertThrows(
                    EntryTooLargeException.class,
                    () -> journal.importEntries(
                            "other",
                            List.of(Entry.of(0, 1, Headers.none(), new byte[70_000]))
                                    .iterator()));
        }
    }

    @Test
    void shards_areImportedOneByOne() {
        byte[] key = {1};
        List<Entry> expected = new ArrayList<>();
        try (ShardedJournal source = sharded(new SimulatedStorage(1))) {
            for (int i = 0; i < 50; i++) {
                clock.now = NOON.plusSeconds(i);
                source.append(key, NewEntry.of(entry(i, 100)).header("number", "" + i));
            }
            try (EntryIterator all = source.iterateShard(source.shardOf(key), 0)) {
                all.forEachRemaining(expected::add);
            }
        }
        clock.now = NOON.plus(Duration.ofDays(1));
        try (ShardedJournal journal = sharded(new SimulatedStorage(2))) {
            int shard = journal.shardOf(key);
            assertEquals(50, journal.importShard(shard, expected.iterator()));
            try (EntryIterator all = journal.iterateShard(shard, 0)) {
                expected.forEach(entry -> assertEquals(entry, all.next()));
            }
            assertThrows(PositionConflictException.class, () -> journal.importShard(shard, expected.iterator()));
            assertThrows(IndexOutOfBoundsException.class, () -> journal.importShard(2, expected.iterator()));
        }
    }

    private ShardedJournal sharded(SimulatedStorage storage) {
        return JournalOpener.openSharded(Small.options().build(), 2, storage, false, clock);
    }
}
