package io.ironjournal.spring.autoconfigure;

import io.ironjournal.jta.StatelessShardedTxnWriter;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A writer over shards without state: a transaction keeps the one that joined it, which knows the positions of its entries. */
final class InjectedShardedWriter extends StatelessShardedTxnWriter {

    /** Where a transaction keeps its writer. */
    private record Key(TransactionalShardedJournal journal) {}

    private final TransactionalShardedJournal journal;
    private final TransactionSynchronizationRegistry registry;

    InjectedShardedWriter(TransactionalShardedJournal journal, TransactionSynchronizationRegistry registry) {
        this.journal = journal;
        this.registry = registry;
    }

    @Override
    protected ShardedTxnWriter joined() {
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
    public String toString() {
        return "InjectedShardedWriter[" + journal + "]";
    }
}
