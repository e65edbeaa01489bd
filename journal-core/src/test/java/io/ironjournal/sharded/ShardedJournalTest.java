package io.ironjournal.sharded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.PositionConflictException;
import io.ironjournal.TruncatedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sharded journals as applications use them. */
class ShardedJournalTest {

    private static final int SHARDS = 8;

    @TempDir
    Path directory;

    private ShardedJournal journal;

    @BeforeEach
    void open() {
        journal = ShardedJournal.open(options(), SHARDS);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void reopen() {
        journal.close();
        open();
    }

    private JournalOptions options() {
        return JournalOptions.builder(directory)
                .maxSegmentSize(4 << 10)
                .logSegmentSize(16 << 10)
                .logBudget(128 << 10)
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** The test vectors that the xxHash project publishes for XXH64 with seed 0, modulo the number of shards. */
    @ParameterizedTest
    @CsvSource({"'', EF46DB3751D8E999", "a, D24EC4F1A98C6E5B", "abc, 44BC2CF5AD770999", "user_123, "})
    void keys_areRoutedByXxHash64(String key, String hash) {
        int shard = journal.shardOf(bytes(key));
        if (hash != null) {
            assertEquals(Long.remainderUnsigned(Long.parseUnsignedLong(hash, 16), SHARDS), shard);
        }
        assertEquals(shard, journal.append(bytes(key), bytes("value")).shard());
    }

    @Test
    void entries_areReadFromTheirShards() {
        ShardPosition first = journal.append(bytes("user_123"), bytes("profile"));
        ShardPosition second = journal.append(bytes("user_123"), bytes("address"));
        assertEquals(new ShardPosition(first.shard(), first.id() + 1), second);
        reopen();
        assertEquals(List.of("profile", "address"), read(first.shard(), 0));
    }

    @Test
    void expectedPosition_isThatOfTheShard() {
        int shard = journal.append(bytes("user"), bytes("a")).shard();
        try (ShardedTxnWriter writer = journal.writer().expect(shard, 1)) {
            assertEquals(
                    List.of(new ShardPosition(shard, 1)),
                    writer.add(bytes("user"), bytes("b")).commit());
        }
        try (ShardedTxnWriter late = journal.writer().expect(shard, 1).add(bytes("another key"), bytes("c"))) {
            PositionConflictException conflict = assertThrows(PositionConflictException.class, late::commit);
            assertEquals(2, conflict.actual());
        }
        assertThrows(IndexOutOfBoundsException.class, () -> journal.writer().expect(SHARDS, 0));
        assertEquals(List.of("a", "b"), read(shard, 0));
    }

    @Test
    void batch_keepsTheOrderOfItsInput() {
        List<KeyedEntry> batch = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            batch.add(new KeyedEntry(bytes("user_" + i), bytes("data_" + i)));
        }
        List<ShardPosition> positions = journal.appendBatch(batch);
        assertEquals(1000, positions.size());
        for (int i = 0; i < 1000; i++) {
            ShardPosition position = positions.get(i);
            assertEquals(journal.shardOf(batch.get(i).key()), position.shard());
            assertArrayEquals(
                    batch.get(i).value(),
                    journal.journal()
                            .get(journal.streamOf(position.shard()), position.id())
                            .orElseThrow());
        }
        assertEquals(List.of(), journal.appendBatch(List.of()));
    }

    @Test
    void batchOfOneKey_isInOneShard() {
        List<ShardPosition> positions =
                journal.appendBatchForKey(bytes("k"), List.of(bytes("a"), bytes("b"), bytes("c")));
        int shard = journal.shardOf(bytes("k"));
        assertEquals(
                List.of(new ShardPosition(shard, 0), new ShardPosition(shard, 1), new ShardPosition(shard, 2)),
                positions);
    }

    @Test
    void checkpoint_hasThePositionOfEachShard() {
        appendMany(0, 100);
        journal.createCheckpoint(bytes("raft_index_5000"));
        appendMany(100, 50);
        for (int round = 0; round < 2; round++) {
            Checkpoint checkpoint = journal.loadCheckpoint(bytes("raft_index_5000"));
            assertArrayEquals(bytes("raft_index_5000"), checkpoint.id());
            assertEquals(SHARDS, checkpoint.shardCount());
            int before = 0;
            List<String> after = new ArrayList<>();
            for (int shard = 0; shard < SHARDS; shard++) {
                before += (int) checkpoint.offset(shard);
                after.addAll(read(shard, checkpoint.offset(shard)));
            }
            assertEquals(100, before);
            assertEquals(50, after.size());
            assertTrue(after.stream().allMatch(value -> Integer.parseInt(value) >= 100), "an entry before the cut");
            assertThrows(IndexOutOfBoundsException.class, () -> checkpoint.offset(SHARDS));
            reopen();
        }
    }

    @Test
    void checkpointOfAnEmptyShard_replaysFromItsBeginning() {
        journal.createCheckpoint(bytes("empty"));
        ShardPosition later = journal.append(bytes("key"), bytes("later"));
        assertEquals(0, journal.loadLatestCheckpoint().offset(later.shard()));
        assertEquals(List.of("later"), read(later.shard(), 0));
    }

    @Test
    void latestCheckpoint_isTheLastOneCreated() {
        assertThrows(NoCheckpointsException.class, journal::loadLatestCheckpoint);
        journal.createCheckpoint(bytes("one"));
        journal.createCheckpoint(bytes("two"));
        reopen();
        journal.createCheckpoint(bytes("three"));
        assertArrayEquals(bytes("three"), journal.loadLatestCheckpoint().id());
        reopen();
        assertArrayEquals(bytes("three"), journal.loadLatestCheckpoint().id());
        assertEquals(List.of("one", "two", "three"), ids());
    }

    @Test
    void sameId_createdAgain_namesTheNewCut() {
        journal.createCheckpoint(bytes("a"));
        journal.createCheckpoint(bytes("b"));
        ShardPosition added = journal.append(bytes("key"), bytes("value"));
        journal.createCheckpoint(bytes("a"));
        for (int round = 0; round < 2; round++) {
            assertEquals(List.of("b", "a"), ids());
            assertEquals(2, journal.checkpointCount());
            assertEquals(added.id() + 1, journal.loadCheckpoint(bytes("a")).offset(added.shard()));
            assertArrayEquals(bytes("a"), journal.loadLatestCheckpoint().id());
            reopen();
        }
    }

    @Test
    void ids_areAnyBytesUpToTheLimit() {
        byte[] longest = new byte[65_535];
        longest[0] = -1;
        journal.createCheckpoint(longest);
        journal.createCheckpoint(new byte[] {0});
        reopen();
        assertArrayEquals(longest, journal.loadCheckpoint(longest).id());
        assertArrayEquals(new byte[] {0}, journal.loadCheckpoint(new byte[] {0}).id());
        assertThrows(InvalidCheckpointIdException.class, () -> journal.createCheckpoint(new byte[0]));
        assertThrows(InvalidCheckpointIdException.class, () -> journal.createCheckpoint(new byte[65_536]));
        CheckpointNotFoundException error =
                assertThrows(CheckpointNotFoundException.class, () -> journal.loadCheckpoint(bytes("no such")));
        assertEquals("There is no checkpoint 'no such'. listCheckpoints returns those that exist", error.getMessage());
    }

    @Test
    void transaction_commitsEntriesAndCheckpointTogether() {
        try (ShardedTxnWriter writer = journal.writer()) {
            writer.add(bytes("a"), bytes("1")).add(bytes("b"), bytes("2")).checkpoint(bytes("snapshot-1"));
            assertThrows(IllegalStateException.class, () -> writer.checkpoint(bytes("snapshot-2")));
            assertEquals(0, journal.checkpointCount());
            List<ShardPosition> positions = writer.commit();
            assertEquals(positions, writer.committed().toCompletableFuture().join());
            assertEquals(2, positions.size());
            assertEquals(
                    positions.get(1).id() + 1,
                    journal.loadCheckpoint(bytes("snapshot-1"))
                            .offset(positions.get(1).shard()));
            assertThrows(IllegalStateException.class, () -> writer.add(bytes("a"), bytes("3")));
        }
        try (ShardedTxnWriter writer = journal.writer()) {
            writer.add(bytes("a"), bytes("4")).checkpoint(bytes("snapshot-3"));
        }
        assertEquals(1, journal.checkpointCount());
    }

    @Test
    void pruning_deletesWholeSegmentsBeforeTheCut() {
        journal.createCheckpoint(bytes("start"));
        appendMany(0, 2000);
        reopen();
        appendMany(2000, 2000);
        reopen();
        journal.createCheckpoint(bytes("prune_before_this"));
        appendMany(4000, 4000);
        journal.createCheckpoint(bytes("current"));
        reopen();
        PruneStats stats = journal.pruneBeforeCheckpoint(bytes("prune_before_this"));
        assertEquals(SHARDS, stats.shardsPruned());
        assertTrue(stats.segmentsDeleted() >= SHARDS, stats.toString());
        for (int round = 0; round < 2; round++) {
            Checkpoint kept = journal.loadCheckpoint(bytes("prune_before_this"));
            int entries = 0;
            for (int shard = 0; shard < SHARDS; shard++) {
                entries += read(shard, kept.offset(shard)).size();
            }
            assertEquals(4000, entries);
            CheckpointPrunedException error =
                    assertThrows(CheckpointPrunedException.class, () -> journal.loadCheckpoint(bytes("start")));
            assertTrue(
                    error.getMessage().startsWith("Checkpoint 'start' is at entry 0 of shard 0"), error.getMessage());
            assertEquals(
                    List.of(true, false, false),
                    journal.listCheckpoints().stream()
                            .map(CheckpointInfo::pruned)
                            .toList());
            assertThrows(TruncatedException.class, () -> journal.iterateShard(0, 0));
            reopen();
        }
        assertEquals(
                "PruneStats[shardsPruned=0, segmentsDeleted=0]",
                journal.pruneBeforeCheckpoint(bytes("prune_before_this")).toString());
        assertThrows(CheckpointNotFoundException.class, () -> journal.pruneBeforeCheckpoint(bytes("none")));
    }

    /** The example of the usage guide, with small segments, and without an earlier flush. */
    @Test
    void pruneBeforeCheckpoint_nothingFlushed_removesWholeSegmentsAtOnce() {
        appendMany(0, 1000);
        journal.createCheckpoint(bytes("prune_before_this"));
        appendMany(1000, 1000);
        journal.createCheckpoint(bytes("current"));
        PruneStats stats = journal.pruneBeforeCheckpoint(bytes("prune_before_this"));
        assertEquals(SHARDS, stats.shardsPruned());
        assertTrue(stats.segmentsDeleted() >= SHARDS, stats.toString());
        Checkpoint kept = journal.loadCheckpoint(bytes("prune_before_this"));
        List<Long> firstIds = firstIds();
        for (int shard = 0; shard < SHARDS; shard++) {
            long first = firstIds.get(shard);
            assertTrue(first > 0 && first <= kept.offset(shard), "shard " + shard + " begins at " + first);
            assertTrue(journal.journal().get(journal.streamOf(shard), first - 1).isEmpty());
        }
        reopen();
        assertEquals(firstIds, firstIds());
        assertEquals(
                "PruneStats[shardsPruned=0, segmentsDeleted=0]",
                journal.pruneBeforeCheckpoint(bytes("prune_before_this")).toString());
    }

    private List<Long> firstIds() {
        List<Long> firstIds = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            firstIds.add(journal.journal().firstId(journal.streamOf(shard)));
        }
        return firstIds;
    }

    @Test
    void compactCheckpoints_nothingFlushed_countsTheBytesOfDiscardedCheckpoints() throws Exception {
        for (int i = 0; i < 1000; i++) {
            journal.createCheckpoint(bytes("ckpt_" + i));
        }
        CompactionStats stats = journal.compactCheckpoints(10);
        assertEquals(1000, stats.checkpointsBefore());
        assertEquals(10, stats.checkpointsAfter());
        assertTrue(stats.bytesReclaimed() >= 990 * 100, stats.toString());
        long size = Files.size(directory.resolve("checkpoints.log"));
        assertTrue(size > 10 * 100 && size < 2000, "checkpoints.log has " + size + " bytes");
        assertEquals(
                "CompactionStats[checkpointsBefore=10, checkpointsAfter=10, bytesReclaimed=0]",
                journal.compactCheckpoints(10).toString());
        reopen();
        assertEquals(10, journal.checkpointCount());
    }

    @Test
    void compaction_keepsTheLatestCheckpoint() throws Exception {
        for (int i = 0; i < 1000; i++) {
            journal.createCheckpoint(bytes("ckpt_" + i));
        }
        reopen();
        CompactionStats stats = journal.compactCheckpoints(10);
        assertEquals(1000, stats.checkpointsBefore());
        assertEquals(10, stats.checkpointsAfter());
        assertTrue(stats.bytesReclaimed() > 990 * 100, stats.toString());
        assertTrue(Files.size(directory.resolve("checkpoints.log")) < 2000, "the space is not freed");
        for (int round = 0; round < 2; round++) {
            assertEquals(10, journal.checkpointCount());
            assertEquals("ckpt_990", ids().get(0));
            journal.loadCheckpoint(bytes("ckpt_990"));
            assertThrows(CheckpointNotFoundException.class, () -> journal.loadCheckpoint(bytes("ckpt_989")));
            reopen();
        }
        assertEquals(
                "CompactionStats[checkpointsBefore=10, checkpointsAfter=10, bytesReclaimed=0]",
                journal.compactCheckpoints(10).toString());
        assertEquals(0, journal.compactCheckpoints(0).checkpointsAfter());
        assertThrows(NoCheckpointsException.class, journal::loadLatestCheckpoint);
        assertThrows(IllegalArgumentException.class, () -> journal.compactCheckpoints(-1));
    }

    @Test
    void anotherShardCount_isRefused_withBothNumbers() {
        journal.close();
        ShardCountMismatchException error =
                assertThrows(ShardCountMismatchException.class, () -> ShardedJournal.open(options(), 9));
        assertTrue(
                error.getMessage().contains("cannot be opened with 9 shards: it was created with 8"),
                error.getMessage());
        JournalOptions plain =
                JournalOptions.builder(directory.resolve("plain")).build();
        Journal.open(plain).close();
        error = assertThrows(ShardCountMismatchException.class, () -> ShardedJournal.open(plain, 4));
        assertTrue(
                error.getMessage().contains("cannot be opened with 4 shards: it was created as a plain journal"),
                error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> ShardedJournal.open(options(), 0));
        assertThrows(IllegalArgumentException.class, () -> ShardedJournal.open(options(), 65_536));
        open();
    }

    @Test
    void underlyingJournal_readsShards_butCannotWriteToThem() {
        ShardPosition position = journal.append(bytes("k"), bytes("v"));
        String stream = journal.streamOf(position.shard());
        Journal beneath = journal.journal();
        assertArrayEquals(bytes("v"), beneath.get(stream, 0).orElseThrow());
        assertThrows(InvalidStreamNameException.class, () -> beneath.append(stream, bytes("x")));
        assertThrows(InvalidStreamNameException.class, () -> beneath.appendBatch(stream, List.of(bytes("x"))));
        assertThrows(InvalidStreamNameException.class, () -> beneath.writer(stream));
        assertThrows(InvalidStreamNameException.class, () -> beneath.writer("o").add(stream, bytes("x")));
        assertThrows(InvalidStreamNameException.class, () -> beneath.deleteStream(stream));
        assertEquals(0, beneath.append("other", bytes("x")));
        assertFalse(beneath.streams().isEmpty());
    }

    private void appendMany(int from, int count) {
        List<KeyedEntry> batch = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            batch.add(new KeyedEntry(bytes("key_" + i), bytes(i + " ".repeat(100))));
        }
        journal.appendBatch(batch);
    }

    private List<String> ids() {
        return journal.listCheckpoints().stream()
                .map(info -> new String(info.id(), UTF_8))
                .toList();
    }

    private List<String> read(int shard, long from) {
        List<String> values = new ArrayList<>();
        try (EntryIterator entries = journal.iterateShard(shard, from)) {
            entries.forEachRemaining(entry -> values.add(new String(entry.data(), UTF_8).strip()));
        }
        return values;
    }
}
