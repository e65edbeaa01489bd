package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.EntryIterator;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.TxnWriter;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With compression, callers compress their entries. The log, memory and segments store them compressed. */
class CompressionTest {

    private static final String STREAM = "orders";

    private SimulatedStorage storage = new SimulatedStorage(1);

    private static JournalOptionsBuilder options() {
        return Small.options()
                .compression(Compression.LZ4)
                .minCompressionSize(256)
                .maxEntrySize(4 << 20)
                .maxTransactionSize(8 << 20)
                .maxMemtableMemory(1 << 20)
                .logSegmentSize(64 << 10)
                .logBudget(512 << 10);
    }

    private Journal open() {
        return Small.open(storage, options());
    }

    private static byte[] text(int number, int size) {
        return ("{\"order\":" + number + ",\"state\":\"NEW\"} ")
                .repeat(size / 20 + 1)
                .substring(0, size)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static List<byte[]> texts(int count, int size) {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(text(i, size));
        }
        return all;
    }

    private long segmentBytes() throws IOException {
        long bytes = 0;
        for (String file : storage.files()) {
            bytes += file.endsWith(".wal") ? storage.readAll(file).length : 0;
        }
        return bytes;
    }

    @Test
    void twoMillionZeroBytes_appended_useAFewKilobytesOfLogMemoryAndSegments() throws IOException {
        byte[] zeros = new byte[2_000_000];
        try (Journal journal = open()) {
            long before = journal.stats().durableLsn();
            journal.append(STREAM, zeros);
            journal.appendBatch(STREAM, List.of(new byte[1_000_000], new byte[900_000], new byte[100_000]));
            assertTrue(journal.stats().durableLsn() - before < 20_000, "log");
            assertTrue(journal.stats().memtableBytes() < 20_000, "memory");
            assertArrayEquals(zeros, journal.get(STREAM, 0).orElseThrow());
        }
        assertTrue(segmentBytes() < 20_000, "segments");
        try (Journal journal = open()) {
            assertArrayEquals(zeros, journal.get(STREAM, 0).orElseThrow());
            assertArrayEquals(new byte[900_000], journal.get(STREAM, 2).orElseThrow());
        }
    }

    @Test
    void batchOfSeveralBlocks_readFromMemoryAndSegmentsAfterAKill_isEqual() throws IOException {
        List<byte[]> expected = texts(300, 1000);
        Journal journal = open();
        assertEquals(new IdRange(0, 300), journal.appendBatch(STREAM, expected));
        Small.requireEntries(journal, STREAM, expected);
        storage = storage.kill();
        journal = open();
        Small.requireEntries(journal, STREAM, expected);
        journal.close();
        journal = open();
        Small.requireEntries(journal, STREAM, expected);
        journal.close();
        assertTrue(segmentBytes() < 40_000, segmentBytes() + " bytes");
    }

    @Test
    void everyKindOfWrite_withCompressibleEntries_isReadAfterAKill() {
        Journal journal = open();
        List<byte[]> orders = new ArrayList<>();
        List<byte[]> audit = new ArrayList<>();
        byte[] large = text(1, 5000);
        journal.append(STREAM, large);
        orders.add(large);
        assertEquals(1, journal.appendAsync(STREAM, large).toCompletableFuture().join());
        orders.add(large);
        try (TxnWriter writer = journal.writer(STREAM)) {
            for (byte[] entry : texts(20, 700)) {
                writer.add(entry).add("audit", entry);
                orders.add(entry);
                audit.add(entry);
            }
            writer.add("audit", new byte[0]);
            audit.add(new byte[0]);
            assertEquals(new IdRange(2, 22), writer.commit());
        }
        Branch onePhase = Transactions.of(journal).begin(Small.branchId("one"));
        onePhase.add(STREAM, large);
        orders.add(large);
        assertEquals(
                new IdRange(22, 23),
                Transactions.of(journal).commitOnePhase(onePhase.id()).get(STREAM));
        BranchId inDoubt = Small.branchId("doubt");
        Branch branch = Transactions.of(journal).begin(inDoubt);
        for (byte[] entry : texts(200, 700)) {
            branch.add(STREAM, entry);
        }
        Transactions.of(journal).prepare(inDoubt);
        assertEquals(140_000, Transactions.of(journal).inDoubt().get(0).bytes());
        Small.requireEntries(journal, STREAM, orders);
        storage = storage.kill();
        journal = open();
        assertEquals(140_000, Transactions.of(journal).inDoubt().get(0).bytes());
        Transactions.of(journal).commit(inDoubt);
        orders.addAll(texts(200, 700));
        Small.requireEntries(journal, STREAM, orders);
        Small.requireEntries(journal, "audit", audit);
        storage = storage.kill();
        journal = open();
        Small.requireEntries(journal, STREAM, orders);
        journal.close();
        journal = open();
        Small.requireEntries(journal, STREAM, orders);
        Small.requireEntries(journal, "audit", audit);
        journal.close();
    }

    @Test
    void segmentsOfFewEntries_filledByCompressedBatches_haveTheirMaximumOfEntries() throws IOException {
        JournalOptionsBuilder options = options().maxEntriesPerSegment(7);
        List<byte[]> expected = texts(100, 1000);
        try (Journal journal = Small.open(storage, options)) {
            journal.appendBatch(STREAM, expected);
        }
        try (Journal journal = Small.open(storage, options)) {
            Small.requireEntries(journal, STREAM, expected);
            assertEquals(7, journal.truncate(STREAM, 50));
            assertEquals(49, journal.firstId(STREAM));
            try (EntryIterator entries = journal.iterate(STREAM, 49)) {
                assertArrayEquals(expected.get(49), entries.next().data());
            }
        }
    }

    @Test
    void compressedRecords_openedWithoutCompression_areReadAndFlushed() {
        List<byte[]> expected = texts(100, 1000);
        Journal journal = open();
        journal.appendBatch(STREAM, expected);
        journal.append(STREAM, text(7, 600));
        storage = storage.kill();
        expected.add(text(7, 600));
        for (int i = 0; i < 2; i++) {
            try (Journal plain = Small.open(storage, options().compression(Compression.NONE))) {
                Small.requireEntries(plain, STREAM, expected);
            }
        }
    }

    @Test
    void shardedBatch_ofCompressibleValues_isReadAfterAKill() {
        JournalOptions options = options().build();
        ShardedJournal journal = JournalOpener.openSharded(options, 2, storage, false);
        List<KeyedEntry> entries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            entries.add(new KeyedEntry(new byte[] {(byte) i}, text(i, 2000)));
        }
        journal.appendBatch(entries);
        journal.append(new byte[] {1}, text(100, 2000));
        journal.createCheckpoint(new byte[] {9});
        storage = storage.kill();
        journal = JournalOpener.openSharded(options, 2, storage, false);
        long[] next = new long[2];
        for (KeyedEntry entry : entries) {
            int shard = journal.shardOf(entry.key());
            try (EntryIterator found = journal.iterateShard(shard, next[shard]++)) {
                assertArrayEquals(entry.value(), found.next().data());
            }
        }
        int last = journal.shardOf(new byte[] {1});
        try (EntryIterator found = journal.iterateShard(last, next[last])) {
            assertArrayEquals(text(100, 2000), found.next().data());
        }
        journal.close();
    }
}
