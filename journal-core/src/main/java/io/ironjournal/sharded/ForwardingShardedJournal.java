package io.ironjournal.sharded;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.NewEntry;
import io.ironjournal.StreamsIterator;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.IntToLongFunction;

/**
 * Forwards every call to another sharded journal. Decorators extend this class and override the methods that they
 * change. Methods that a later release adds to {@link ShardedJournal} are then forwarded, too. Each method of this
 * class calls only {@link #delegate()} and the same method of the underlying journal.
 *
 * @since 0.1.0
 */
public abstract class ForwardingShardedJournal implements ShardedJournal {

    /**
     * Creates the decorator.
     *
     * @since 0.1.0
     */
    protected ForwardingShardedJournal() {}

    /**
     * Returns the journal that receives the calls. Every call of another method calls this method once.
     *
     * @return the underlying sharded journal; never null
     * @since 0.1.0
     */
    protected abstract ShardedJournal delegate();

    @Override
    public ShardPosition append(byte[] key, byte[] value) {
        return delegate().append(key, value);
    }

    @Override
    public ShardPosition append(byte[] key, NewEntry entry) {
        return delegate().append(key, entry);
    }

    @Override
    public List<ShardPosition> appendBatch(List<KeyedEntry> entries) {
        return delegate().appendBatch(entries);
    }

    @Override
    public List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values) {
        return delegate().appendBatchForKey(key, values);
    }

    @Override
    public ShardPosition append(byte[] key, byte[] value, long expectedNextId) {
        return delegate().append(key, value, expectedNextId);
    }

    @Override
    public CompletionStage<ShardPosition> appendAsync(byte[] key, byte[] value) {
        return delegate().appendAsync(key, value);
    }

    @Override
    public CompletionStage<ShardPosition> appendAsync(byte[] key, NewEntry entry) {
        return delegate().appendAsync(key, entry);
    }

    @Override
    public List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values, long expectedNextId) {
        return delegate().appendBatchForKey(key, values, expectedNextId);
    }

    @Override
    public long importShard(int shard, Iterator<Entry> entries) {
        return delegate().importShard(shard, entries);
    }

    @Override
    public ShardedTxnWriter writer() {
        return delegate().writer();
    }

    @Override
    public EntryIterator iterateShard(int shard, long fromId) {
        return delegate().iterateShard(shard, fromId);
    }

    @Override
    public EntryIterator iterateShard(int shard, Instant from) {
        return delegate().iterateShard(shard, from);
    }

    @Override
    public long firstIdAt(int shard, Instant time) {
        return delegate().firstIdAt(shard, time);
    }

    @Override
    public EntryIterator iterateShardBackwards(int shard, long endId) {
        return delegate().iterateShardBackwards(shard, endId);
    }

    @Override
    public StreamsIterator followShards(IntToLongFunction fromId) {
        return delegate().followShards(fromId);
    }

    @Override
    public int shardCount() {
        return delegate().shardCount();
    }

    @Override
    public int shardOf(byte[] key) {
        return delegate().shardOf(key);
    }

    @Override
    public String streamOf(int shard) {
        return delegate().streamOf(shard);
    }

    @Override
    public void createCheckpoint(byte[] checkpointId) {
        delegate().createCheckpoint(checkpointId);
    }

    @Override
    public Checkpoint loadCheckpoint(byte[] checkpointId) {
        return delegate().loadCheckpoint(checkpointId);
    }

    @Override
    public Checkpoint loadLatestCheckpoint() {
        return delegate().loadLatestCheckpoint();
    }

    @Override
    public List<CheckpointInfo> listCheckpoints() {
        return delegate().listCheckpoints();
    }

    @Override
    public int checkpointCount() {
        return delegate().checkpointCount();
    }

    @Override
    public PruneStats pruneBeforeCheckpoint(byte[] checkpointId) {
        return delegate().pruneBeforeCheckpoint(checkpointId);
    }

    @Override
    public CompactionStats compactCheckpoints(int keepLatest) {
        return delegate().compactCheckpoints(keepLatest);
    }

    @Override
    public Journal journal() {
        return delegate().journal();
    }

    @Override
    public void close() {
        delegate().close();
    }

    /** Returns the name of the decorator's class and the text of the underlying journal. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + delegate() + "]";
    }
}
