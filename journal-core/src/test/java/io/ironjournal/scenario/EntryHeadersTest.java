package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.EntryTooLargeException;
import io.ironjournal.EntryView;
import io.ironjournal.EntryViewIterator;
import io.ironjournal.Headers;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.NewEntry;
import io.ironjournal.StreamEntry;
import io.ironjournal.StreamsIterator;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.TxnWriter;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries have the headers that they were written with, wherever they are written and wherever they lie. */
class EntryHeadersTest {

    private static final String STREAM = "orders";

    private SimulatedStorage storage = new SimulatedStorage(1);
    private final List<NewEntry> written = new ArrayList<>();
    private int number;

    private static JournalOptionsBuilder options(Compression compression) {
        return JournalOptions.builder(Path.of("/simulated"))
                .logSegmentSize(64 << 10)
                .logBudget(1 << 20)
                .maxSegmentSize(40 << 10)
                .compression(compression)
                .minCompressionSize(300);
    }

    private Journal open(Compression compression) {
        return JournalOpener.open(options(compression).build(), storage, false);
    }

    /** Returns the next entry. Two of three have headers, and some compress. */
    private NewEntry next() {
        int i = number++;
        byte[] data = ("entry " + i + " ").repeat(i % 7 == 0 ? 60 : i % 3).getBytes(StandardCharsets.UTF_8);
        NewEntry entry = NewEntry.of(data);
        if (i % 3 > 0) {
            entry = entry.header("number", Integer.toString(i)).header("raw", new byte[i % 50]);
        }
        written.add(entry);
        return entry;
    }

    private void writeInEveryWay(Journal journal) {
        journal.append(STREAM, next());
        journal.append(STREAM, next());
        journal.append(STREAM, next(), written.size() - 1);
        journal.appendAsync(STREAM, next()).toCompletableFuture().join();
        journal.appendAsync(STREAM, next()).toCompletableFuture().join();
        journal.appendEntries(STREAM, List.of(next(), next(), next(), next()));
        long end = written.size();
        journal.appendEntries(STREAM, List.of(next(), next()), end);
        try (TxnWriter writer = journal.writer(STREAM)) {
            writer.add(next()).add("other", NewEntry.of(new byte[3])).add(STREAM, next());
            writer.commit();
        }
        Transactions transactions = Transactions.of(journal);
        BranchId onePhase = new BranchId(1, new byte[] {(byte) number}, new byte[] {1});
        transactions.begin(onePhase).add(STREAM, next());
        transactions.commitOnePhase(onePhase);
        BranchId twoPhases = new BranchId(1, new byte[] {(byte) number}, new byte[] {2});
        Branch branch = transactions.begin(twoPhases);
        branch.add(STREAM, next());
        branch.add(STREAM, next());
        transactions.prepare(twoPhases);
        transactions.commit(twoPhases);
    }

    private void requireInEveryRead(Journal journal) {
        assertEquals(written.size(), journal.nextId(STREAM));
        List<Entry> found = new ArrayList<>();
        try (EntryIterator entries = journal.iterate(STREAM, 0)) {
            entries.forEachRemaining(found::add);
        }
        for (int id = 0; id < written.size(); id++) {
            requireEntry(id, found.get(id));
            try (EntryIterator alone = journal.iterate(STREAM, id)) {
                requireEntry(id, alone.next());
            }
            assertArrayEquals(written.get(id).data(), journal.get(STREAM, id).orElseThrow());
            requireEntry(id, journal.read(STREAM, id, EntryHeadersTest::copy).orElseThrow());
            assertArrayEquals(
                    written.get(id).data(), journal.getBatch(STREAM, id).get(0).orElseThrow());
        }
        try (EntryViewIterator views = journal.iterateViews(STREAM, 0)) {
            for (int id = 0; id < written.size(); id++) {
                requireEntry(id, copy(views.next()));
            }
        }
        try (EntryIterator backwards = journal.iterateBackwards(STREAM, written.size())) {
            for (int id = written.size() - 1; id >= 0; id--) {
                requireEntry(id, backwards.next());
            }
        }
        try (EntryIterator following = journal.follow(STREAM, 0);
                StreamsIterator several = journal.follow(Set.of(STREAM), stream -> 0)) {
            for (int id = 0; id < written.size(); id++) {
                requireEntry(id, following.next());
                StreamEntry one = several.next();
                requireEntry(id, one.entry());
            }
        }
        requireEntry(0, journal.cursor("reader", STREAM).next().orElseThrow());
    }

    private static Entry copy(EntryView view) {
        byte[] data = new byte[view.length()];
        view.data().get(data);
        return Entry.of(view.id(), view.timeMicros(), view.headers(), data);
    }

    private void requireEntry(int id, Entry entry) {
        assertEquals(id, entry.id());
        assertEquals(written.get(id).headers(), entry.headers(), "headers of " + id);
        assertArrayEquals(written.get(id).data(), entry.data(), "entry " + id);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void headers_areReadBack_fromMemory_logAndSegments(Compression compression) {
        Journal journal = open(compression);
        for (int i = 0; i < 6; i++) {
            writeInEveryWay(journal);
        }
        requireInEveryRead(journal);
        storage = storage.powerCut(3);
        try (Journal replayed = open(compression)) {
            requireInEveryRead(replayed);
            writeInEveryWay(replayed);
        }
        Compression other = compression == Compression.LZ4 ? Compression.NONE : Compression.LZ4;
        try (Journal flushed = open(other)) {
            requireInEveryRead(flushed);
            for (int i = 0; i < 20; i++) {
                writeInEveryWay(flushed);
            }
        }
        try (Journal again = open(other)) {
            requireInEveryRead(again);
        }
    }

    @Test
    void branchInDoubt_commitsItsHeaders_afterACrash() {
        BranchId id = new BranchId(1, new byte[] {1}, new byte[] {2});
        Journal journal = open(Compression.NONE);
        NewEntry entry = NewEntry.of(new byte[5]).header("a", "1");
        Transactions.of(journal).begin(id).add(STREAM, entry);
        Transactions.of(journal).prepare(id);
        storage = storage.powerCut(1);
        try (Journal recovered = open(Compression.NONE)) {
            Transactions.of(recovered).commit(id);
            try (EntryIterator entries = recovered.iterate(STREAM, 0)) {
                assertEquals(entry.headers(), entries.next().headers());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void shardedJournal_keepsHeaders(Compression compression) {
        JournalOptions options = options(compression).build();
        byte[] key = {7};
        List<ShardPosition> positions = new ArrayList<>();
        ShardedJournal crashing = JournalOpener.openSharded(options, 3, storage, false);
        positions.add(crashing.append(key, next()));
        positions.add(crashing.append(key, next()));
        positions.addAll(crashing.appendBatch(List.of(new KeyedEntry(key, next()), new KeyedEntry(key, next()))));
        ShardedTxnWriter writer = crashing.writer();
        writer.add(key, next()).add(key, next());
        positions.addAll(writer.commit());
        storage = storage.powerCut(1);
        for (int opening = 0; opening < 2; opening++) {
            try (ShardedJournal journal = JournalOpener.openSharded(options, 3, storage, false)) {
                try (EntryIterator entries = journal.iterateShard(journal.shardOf(key), 0)) {
                    for (int i = 0; i < positions.size(); i++) {
                        assertEquals(i, positions.get(i).id());
                        requireEntry(i, entries.next());
                    }
                }
            }
        }
    }

    @Test
    void entriesWithoutHeaders_takeNotOneByteMore() {
        long plain = logBytes(journal -> journal.append(STREAM, new byte[100]));
        assertEquals(plain, logBytes(journal -> journal.append(STREAM, NewEntry.of(new byte[100]))));
        assertEquals(plain, logBytes(journal -> journal.appendEntries(STREAM, List.of(NewEntry.of(new byte[100])))));
        // 2 bytes for the length of the headers, 3 for one header, and its name and value.
        assertEquals(
                plain + 8,
                logBytes(journal ->
                        journal.append(STREAM, NewEntry.of(new byte[100]).header("a", "12"))));
    }

    private static long logBytes(Consumer<Journal> call) {
        SimulatedStorage own = new SimulatedStorage(1);
        JournalOptions options = options(Compression.NONE).build();
        try (Journal journal = JournalOpener.open(options, own, false)) {
            long before = journal.stats().logBytes();
            call.accept(journal);
            return journal.stats().logBytes() - before;
        }
    }

    @Test
    void largestEntry_mayHaveHeadersOfTheMaximumSize() {
        NewEntry largest = NewEntry.of(new byte[100_000]);
        while (largest.headers().toBytes().length < Headers.MAX_SIZE - 50) {
            largest = largest.header("h" + largest.headers().names().size(), "v".repeat(40));
        }
        JournalOptions options = options(Compression.NONE)
                .maxEntrySize(100_000)
                .maxTransactionSize(200_000)
                .build();
        try (Journal journal = JournalOpener.open(options, storage, false)) {
            journal.append(STREAM, largest);
            written.add(largest);
            assertThrows(EntryTooLargeException.class, () -> journal.append(STREAM, NewEntry.of(new byte[100_001])));
            assertThrows(
                    EntryTooLargeException.class, () -> journal.appendAsync(STREAM, NewEntry.of(new byte[100_001])));
            NewEntry one = largest;
            assertThrows(TransactionTooLargeException.class, () -> journal.appendEntries(STREAM, List.of(one, one)));
            try (TxnWriter writer = journal.writer(STREAM)) {
                writer.add(one);
                assertThrows(TransactionTooLargeException.class, () -> writer.add(one));
            }
        }
        try (Journal journal = JournalOpener.open(options, storage, false)) {
            requireInEveryRead(journal);
        }
        assertTrue(written.get(0).headers().toBytes().length > 4000);
    }

    @Test
    void emptyList_writesNothing() {
        try (Journal journal = open(Compression.NONE)) {
            assertTrue(journal.appendEntries(STREAM, List.of()).isEmpty());
            assertEquals(0, journal.appendEntries(STREAM, List.of(), 0).start());
            assertEquals(0, journal.nextId(STREAM));
        }
    }

    @Test
    void nullEntries_areNamed() {
        try (Journal journal = open(Compression.NONE)) {
            assertThrows(NullPointerException.class, () -> journal.append(STREAM, (NewEntry) null));
            assertThrows(NullPointerException.class, () -> journal.appendAsync(STREAM, (NewEntry) null));
            assertThrows(NullPointerException.class, () -> journal.appendEntries(STREAM, null));
        }
    }
}
