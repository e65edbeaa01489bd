package io.ironjournal.cdi;

import io.ironjournal.Journal;
import io.ironjournal.NewEntry;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.sharded.CompactionStats;
import io.ironjournal.sharded.ForwardingShardedJournal;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.PruneStats;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import java.io.Serializable;
import java.util.List;

/** A sharded journal as applications use it. Its {@code close} fails, because the container closes the journal. */
final class InjectedShardedJournal extends ForwardingShardedJournal implements Serializable {

    private static final long serialVersionUID = 1L;

    private final JournalReference journal;

    InjectedShardedJournal(JournalLifecycle container) {
        this.journal = new JournalReference(container);
    }

    /** Returns the sharded journal. Throws an exception when the journal is not sharded. */
    static ShardedJournal in(JournalLifecycle container, ManagedJournal open) {
        return open.sharded()
                .orElseThrow(() -> new IllegalStateException("The journal " + container
                        + " is not sharded. To create it as a sharded journal, set its key \""
                        + JournalKeys.SHARDS.name() + "\" to the number of its shards"));
    }

    @Override
    protected ShardedJournal delegate() {
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
    public ShardPosition append(byte[] key, NewEntry entry) {
        return writable().append(key, entry);
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
    public Journal journal() {
        return new InjectedJournal(journal.get());
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "An injected journal cannot be closed. The container closes it when the application ends");
    }

    @Override
    public String toString() {
        return "InjectedShardedJournal[" + journal + "]";
    }
}
