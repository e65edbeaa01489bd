package io.ironjournal.cdi;

import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedTxnWriter;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A stateless writer over shards, as {@link InjectedWriter} is one for a stream. */
final class InjectedShardedWriter implements ShardedTxnWriter, Serializable {

    private static final long serialVersionUID = 1L;

    /** The key of the writer among the resources of a transaction. */
    private record Key(ManagedJournal journal) {}

    private final JournalReference journal;

    InjectedShardedWriter(JournalLifecycle container) {
        this.journal = new JournalReference(container);
    }

    private ShardedTxnWriter joined() {
        ManagedJournal open = journal.get().open();
        InjectedWriter.requireActive(open.registry().getTransactionStatus(), "the shards");
        Key key = new Key(open);
        if (open.registry().getResource(key) instanceof ShardedTxnWriter writer) {
            return writer;
        }
        ShardedTxnWriter writer = InjectedShardedJournal.in(
                        journal.get(), journal.get().openForWriting())
                .writer();
        open.registry().putResource(key, writer);
        return writer;
    }

    @Override
    public ShardedTxnWriter add(byte[] key, byte[] value) {
        joined().add(key, value);
        return this;
    }

    @Override
    public ShardedTxnWriter checkpoint(byte[] checkpointId) {
        joined().checkpoint(checkpointId);
        return this;
    }

    @Override
    public List<ShardPosition> commit() {
        return joined().commit();
    }

    @Override
    public CompletionStage<List<ShardPosition>> committed() {
        return joined().committed();
    }

    @Override
    public void rollback() {
        joined().rollback();
    }

    /** Does nothing: the entries belong to their transactions, and the writer belongs to the container. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "InjectedShardedWriter[" + journal + "]";
    }
}
