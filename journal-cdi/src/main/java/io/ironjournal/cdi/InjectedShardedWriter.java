package io.ironjournal.cdi;

import io.ironjournal.jta.StatelessShardedTxnWriter;
import io.ironjournal.sharded.ShardedTxnWriter;
import java.io.Serializable;

/** A stateless writer over shards, as {@link InjectedWriter} is one for a stream. */
final class InjectedShardedWriter extends StatelessShardedTxnWriter implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The key of the writer among the resources of a transaction. */
    private record Key(ManagedJournal journal) {}

    private final JournalReference journal;

    InjectedShardedWriter(JournalLifecycle container) {
        this.journal = new JournalReference(container);
    }

    @Override
    protected ShardedTxnWriter joined() {
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
    public String toString() {
        return "InjectedShardedWriter[" + journal + "]";
    }
}
