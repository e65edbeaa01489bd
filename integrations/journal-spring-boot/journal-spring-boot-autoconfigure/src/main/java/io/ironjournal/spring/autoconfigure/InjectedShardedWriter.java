package io.ironjournal.spring.autoconfigure;

import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedTxnWriter;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A writer over shards without state: a transaction keeps the one that joined it, which knows the positions of its entries. */
final class InjectedShardedWriter implements ShardedTxnWriter {

    /** Where a transaction keeps its writer. */
    private record Key(TransactionalShardedJournal journal) {}

    private final TransactionalShardedJournal journal;
    private final TransactionSynchronizationRegistry registry;

    InjectedShardedWriter(TransactionalShardedJournal journal, TransactionSynchronizationRegistry registry) {
        this.journal = journal;
        this.registry = registry;
    }

    private ShardedTxnWriter joined() {
        InjectedWriter.requireTransaction(registry.getTransactionStatus(), "the shards");
        Key key = new Key(journal);
        if (registry.getResource(key) instanceof ShardedTxnWriter writer) {
            return writer;
        }
        ShardedTxnWriter writer = journal.writer();
        registry.putResource(key, writer);
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

    /** Does nothing: the entries belong to their transactions, and the writer to the application. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "InjectedShardedWriter[" + journal + "]";
    }
}
