package io.ironjournal.cdi;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.sharded.Checkpoint;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.sharded.CompactionStats;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.PruneStats;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import java.io.Serializable;
import java.util.List;

/** The container's sharded journal as applications see it: everything but {@code close}, which is the container's. */
final class InjectedShardedJournal implements ShardedJournal, Serializable {

    private static final long serialVersionUID = 1L;

    private final JournalReference journal;

    InjectedShardedJournal(ContainerJournal container) {
        this.journal = new JournalReference(container);
    }

    /** The journal's shards, which it need not have. */
    static ShardedJournal in(ContainerJournal container, OpenedJournal open) {
        return open.sharded()
                .orElseThrow(() -> new IllegalStateException("The journal " + container
                        + " is not sharded: set its key \"" + JournalKey.SHARDS + "\" to the number of its shards"));
    }

    private ShardedJournal sharded() {
        return in(journal.get(), journal.get().open());
    }

    private ShardedJournal writable() {
        return in(journal.get(), journal.get().openForWriting());
    }

    @Override
    public ShardPosition append(byte[] key, byte[] value) {
        return writable().append(key, value);
    }

    @Override
    public List<ShardPosition> appendBatch(List<KeyedEntry> entries) {
        return writable().appendBatch(entries);
    }

    @Override
    public List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values) {
        return writable().appendBatchForKey(key, values);
    }

    @Override
    public void createCheckpoint(byte[] checkpointId) {
        writable().createCheckpoint(checkpointId);
    }

    @Override
    public ShardedTxnWriter writer() {
        return writable().writer();
    }

    @Override
    public PruneStats pruneBeforeCheckpoint(byte[] checkpointId) {
        return writable().pruneBeforeCheckpoint(checkpointId);
    }

    @Override
    public CompactionStats compactCheckpoints(int keepLatest) {
        return writable().compactCheckpoints(keepLatest);
    }

    @Override
    public Checkpoint loadCheckpoint(byte[] checkpointId) {
        return sharded().loadCheckpoint(checkpointId);
    }

    @Override
    public Checkpoint loadLatestCheckpoint() {
        return sharded().loadLatestCheckpoint();
    }

    @Override
    public List<CheckpointInfo> listCheckpoints() {
        return sharded().listCheckpoints();
    }

    @Override
    public EntryIterator iterateShard(int shard, long fromId) {
        return sharded().iterateShard(shard, fromId);
    }

    @Override
    public int shardCount() {
        return sharded().shardCount();
    }

    @Override
    public int checkpointCount() {
        return sharded().checkpointCount();
    }

    @Override
    public int shardOf(byte[] key) {
        return sharded().shardOf(key);
    }

    @Override
    public String streamOf(int shard) {
        return sharded().streamOf(shard);
    }

    @Override
    public Journal journal() {
        return new InjectedJournal(journal.get());
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "An injected journal is closed by its container, when the application ends");
    }

    @Override
    public String toString() {
        return "InjectedShardedJournal[" + journal + "]";
    }
}
