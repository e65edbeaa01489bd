package io.ironjournal.internal;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.NewEntry;
import io.ironjournal.StreamsIterator;
import io.ironjournal.sharded.Checkpoint;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.sharded.CompactionStats;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.PruneStats;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** The sharded journal, composed of its roles and of the plain one. */
record ShardedEngine(
        JournalEngine journal, ShardRouting shards, EngineShardWriter shardWriter, EngineCheckpoints checkpoints)
        implements ShardedJournal {

    @Override
    public ShardPosition append(byte[] key, byte[] value) {
        return shardWriter.append(key, value);
    }

    @Override
    public ShardPosition append(byte[] key, NewEntry entry) {
        return shardWriter.append(key, entry);
    }

    @Override
    public List<ShardPosition> appendBatch(List<KeyedEntry> entries) {
        return shardWriter.appendBatch(entries);
    }

    @Override
    public List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values) {
        return shardWriter.appendBatchForKey(key, values);
    }

    @Override
    public ShardPosition append(byte[] key, byte[] value, long expectedNextId) {
        return shardWriter.append(key, value, expectedNextId);
    }

    @Override
    public CompletionStage<ShardPosition> appendAsync(byte[] key, byte[] value) {
        return shardWriter.appendAsync(key, value);
    }

    @Override
    public CompletionStage<ShardPosition> appendAsync(byte[] key, NewEntry entry) {
        return shardWriter.appendAsync(key, entry);
    }

    @Override
    public List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values, long expectedNextId) {
        return shardWriter.appendBatchForKey(key, values, expectedNextId);
    }

    @Override
    public long importShard(int shard, Iterator<Entry> entries) {
        return shardWriter.importShard(shard, entries);
    }

    @Override
    public ShardedTxnWriter writer() {
        return shardWriter.writer();
    }

    @Override
    public void createCheckpoint(byte[] checkpointId) {
        checkpoints.createCheckpoint(checkpointId);
    }

    @Override
    public Checkpoint loadCheckpoint(byte[] checkpointId) {
        return checkpoints.loadCheckpoint(checkpointId);
    }

    @Override
    public Checkpoint loadLatestCheckpoint() {
        return checkpoints.loadLatestCheckpoint();
    }

    @Override
    public List<CheckpointInfo> listCheckpoints() {
        return checkpoints.listCheckpoints();
    }

    @Override
    public int checkpointCount() {
        return checkpoints.checkpointCount();
    }

    @Override
    public PruneStats pruneBeforeCheckpoint(byte[] checkpointId) {
        return checkpoints.pruneBeforeCheckpoint(checkpointId);
    }

    @Override
    public CompactionStats compactCheckpoints(int keepLatest) {
        return checkpoints.compactCheckpoints(keepLatest);
    }

    @Override
    public EntryIterator iterateShard(int shard, long fromId) {
        return shards.iterateShard(shard, fromId);
    }

    @Override
    public EntryIterator iterateShard(int shard, Instant from) {
        return shards.iterateShard(shard, from);
    }

    @Override
    public long firstIdAt(int shard, Instant time) {
        return shards.firstIdAt(shard, time);
    }

    @Override
    public EntryIterator iterateShardBackwards(int shard, long endId) {
        return shards.iterateShardBackwards(shard, endId);
    }

    @Override
    public StreamsIterator followShards(IntToLongFunction fromId) {
        return shards.followShards(fromId);
    }

    @Override
    public int shardCount() {
        return shards.shardCount();
    }

    @Override
    public int shardOf(byte[] key) {
        return shards.shardOf(key);
    }

    @Override
    public String streamOf(int shard) {
        return shards.streamOf(shard);
    }

    /** Returns the streams of all shards, in their order. */
    List<String> streams() {
        return IntStream.range(0, shardCount()).mapToObj(this::streamOf).toList();
    }

    @Override
    public void close() {
        journal.close();
    }

    @Override
    public String toString() {
        return "ShardedJournal[" + shards.shardCount() + " shards, " + journal + "]";
    }
}
