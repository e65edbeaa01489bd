package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.BeyondEndException;
import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.Compression;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.EntryView;
import io.ironjournal.EntryViewIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.TruncatedException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reading without copies. */
class ViewsTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private static JournalOptions options(Compression compression) {
        return JournalOptions.builder(Path.of("simulated"))
                .maxSegmentSize(16 << 10)
                .maxEntrySize(1 << 20)
                .maxTransactionSize(1 << 20)
                .logSegmentSize(64 << 10)
                .logBudget(4 << 20)
                .compression(compression)
                .minCompressionSize(100)
                .build();
    }

    private Journal open(Compression compression) {
        return JournalOpener.open(options(compression), storage, false);
    }

    private Journal open() {
        return open(Compression.NONE);
    }

    private static Entry copy(EntryView view) {
        byte[] bytes = new byte[view.length()];
        view.data().get(bytes);
        return Entry.of(view.id(), view.timeMicros(), view.headers(), bytes);
    }

    private static List<Entry> viewed(Journal journal, String stream, long from) {
        List<Entry> found = new ArrayList<>();
        try (EntryViewIterator views = journal.iterateViews(stream, from)) {
            while (views.hasNext()) {
                found.add(copy(views.next()));
            }
        }
        return found;
    }

    private static List<Entry> iterated(Journal journal, String stream, long from) {
        List<Entry> found = new ArrayList<>();
        try (EntryIterator entries = journal.iterate(stream, from)) {
            entries.forEachRemaining(found::add);
        }
        return found;
    }

    /** Entries are in memory and in segments, alone, in batches and in compressed blocks. */
    @ParameterizedTest
    @EnumSource(Compression.class)
    void views_areTheEntriesOfOtherReads(Compression compression) {
        SplittableRandom random = new SplittableRandom(5);
        for (int opening = 0; opening < 4; opening++) {
            try (Journal journal = open(compression)) {
                for (int i = 0; i < 150; i++) {
                    append(journal, random);
                    requireSame(journal, random.nextLong(journal.nextId("orders") + 1));
                }
                requireSame(journal, 0);
            }
        }
    }

    private static void requireSame(Journal journal, long from) {
        assertEquals(iterated(journal, "orders", from), viewed(journal, "orders", from));
        Optional<Entry> one = journal.read("orders", from, ViewsTest::copy);
        assertEquals(iterated(journal, "orders", from).stream().findFirst(), one);
    }

    private static void append(Journal journal, SplittableRandom random) {
        List<byte[]> batch = new ArrayList<>();
        for (int i = random.nextInt(4) == 0 ? random.nextInt(20) : 0; i >= 0; i--) {
            byte[] entry = new byte[random.nextInt(random.nextInt(20) == 0 ? 40_000 : 700)];
            for (int at = 0; at < entry.length; at += 10) {
                entry[at] = (byte) random.nextInt();
            }
            batch.add(entry);
        }
        if (random.nextInt(3) == 0) {
            journal.appendEntries(
                    "orders", batch.stream().map(ViewsTest::withHeaders).toList());
        } else if (batch.size() == 1) {
            journal.append("orders", batch.get(0));
        } else {
            journal.appendBatch("orders", batch);
        }
    }

    private static NewEntry withHeaders(byte[] entry) {
        NewEntry plain = NewEntry.of(entry);
        return entry.length % 3 == 0 ? plain : plain.header("length", Integer.toString(entry.length));
    }

    @Test
    void view_isReadOnly_andEachCallOfDataBeginsAtTheEntryAgain() {
        try (Journal journal = open()) {
            journal.append("orders", new byte[] {1, 2, 3, 4});
            EntryView view = journal.iterateViews("orders", 0).next();

            view.data().order(ByteOrder.LITTLE_ENDIAN).getInt();

            assertEquals(0x01020304, view.data().getInt());
            assertEquals(4, view.length());
            assertEquals(view.timeMicros() / 1_000, view.time().toEpochMilli());
            assertThrows(ReadOnlyBufferException.class, () -> view.data().put((byte) 0));
        }
    }

    @Test
    void read_passesOnWhatTheFunctionReturnsAndThrows() {
        try (Journal journal = open()) {
            journal.append("orders", new byte[] {7});

            assertEquals(Optional.of(7), journal.read("orders", 0, view ->
                    (int) view.data().get()));
            assertEquals(Optional.empty(), journal.read("orders", 0, view -> null));
            assertEquals(Optional.empty(), journal.read("orders", 1, ViewsTest::copy));
            assertEquals(Optional.empty(), journal.read("unknown", 0, ViewsTest::copy));
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> journal.read("orders", 0, view -> {
                        throw new UnsupportedOperationException();
                    }));
            assertThrows(IllegalArgumentException.class, () -> journal.read("orders", -1, ViewsTest::copy));
        }
    }

    @Test
    void functionOfARead_mayCloseTheJournal() {
        Journal journal = open();
        journal.append("orders", new byte[] {7});

        assertEquals(Optional.of(1), journal.read("orders", 0, view -> {
            journal.close();
            return view.data().remaining();
        }));
        assertThrows(JournalClosedException.class, () -> journal.read("orders", 0, EntryView::length));
    }

    @Test
    void iterator_endsAsThatOfCopiesDoes() {
        Journal journal = open();
        journal.append("orders", new byte[1]);
        EntryViewIterator views = journal.iterateViews("orders", 0);
        journal.append("orders", new byte[2]);
        views.next();
        assertFalse(views.hasNext());
        assertThrows(NoSuchElementException.class, views::next);
        assertThrows(
                NoSuchElementException.class,
                () -> journal.iterateViews("unknown", 0).next());
        assertThrows(BeyondEndException.class, () -> journal.iterateViews("orders", 3));
        EntryViewIterator closed = journal.iterateViews("orders", 0);
        closed.close();
        assertFalse(closed.hasNext());
        EntryViewIterator late = journal.iterateViews("orders", 0);
        journal.close();
        assertThrows(JournalClosedException.class, late::next);
    }

    @Test
    void truncatedEntries_areGone() {
        try (Journal journal = open()) {
            for (int i = 0; i < 60; i++) {
                journal.append("orders", new byte[1000]);
            }
            EntryViewIterator early = journal.iterateViews("orders", 0);
            assertTrue(journal.truncate("orders", 40) > 0);

            assertThrows(TruncatedException.class, early::next);
            assertThrows(TruncatedException.class, () -> journal.iterateViews("orders", 0));
            assertEquals(Optional.empty(), journal.read("orders", 0, EntryView::length));
        }
    }

    @Test
    void damagedEntry_isReported_andTheOthersAreReturned() throws IOException {
        try (Journal journal = open()) {
            for (int i = 0; i < 12; i++) {
                journal.append("orders", new byte[1000]);
            }
        }
        String segment = storage.files().stream()
                .filter(file -> file.endsWith(".wal"))
                .findFirst()
                .orElseThrow();
        storage.corrupt(segment, 6_000, 1);
        try (Journal journal = open()) {
            EntryViewIterator views = journal.iterateViews("orders", 0);
            List<Long> read = new ArrayList<>();
            assertThrows(ChecksumMismatchException.class, () -> {
                while (views.hasNext()) {
                    read.add(views.next().id());
                }
            });
            assertTrue(read.size() > 1);
            long damaged = read.size();
            assertThrows(ChecksumMismatchException.class, () -> journal.read("orders", damaged, EntryView::length));
            assertEquals(11 - damaged, viewed(journal, "orders", damaged + 1).size());
        }
    }

    @Test
    void shard_isReadByTheNameOfItsStream() {
        try (ShardedJournal journal = JournalOpener.openSharded(options(Compression.NONE), 2, storage, false)) {
            byte[] key = {1};
            journal.append(key, new byte[] {5});
            String stream = journal.streamOf(journal.shardOf(key));

            assertEquals(5, viewed(journal.journal(), stream, 0).get(0).data()[0]);
        }
    }
}
