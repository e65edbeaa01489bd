package io.ironjournal.ra;

import io.ironjournal.Journal;
import io.ironjournal.jta.ConnectionLease;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;

/** The factory that the server binds to a name. */
final class AdapterConnectionFactory implements JournalConnectionFactory {

    private static final long serialVersionUID = 1L;

    private final JournalManagedConnectionFactory factory;
    private final ConnectionManager manager;
    private @Nullable Reference reference;

    /** The views of the journal that is open now. */
    private transient volatile @Nullable Views views;

    private record Views(AdapterJournal of, Journal journal, Optional<ShardedJournal> sharded) {}

    AdapterConnectionFactory(JournalManagedConnectionFactory factory, ConnectionManager manager) {
        this.factory = factory;
        this.manager = manager;
    }

    private ConnectionHandle allocate() throws ResourceException {
        return (ConnectionHandle) manager.allocateConnection(factory, null);
    }

    @Override
    public JournalConnection getConnection() throws ResourceException {
        return allocate();
    }

    private ConnectionLease lend() throws ResourceException {
        return allocate();
    }

    private Views views() {
        AdapterJournal open = factory.journal();
        Views current = views;
        if (current == null || current.of != open) {
            TransactionalShardedJournal shards = open.sharded(this::lend);
            current = new Views(
                    open,
                    new SharedJournal(shards == null ? open.transactional(this::lend) : shards.journal()),
                    Optional.ofNullable(shards).map(SharedShardedJournal::new));
            views = current;
        }
        return current;
    }

    @Override
    public Journal journal() {
        return views().journal;
    }

    @Override
    public Optional<ShardedJournal> shardedJournal() {
        return views().sharded;
    }

    @Override
    public TransactionSynchronizationRegistry registry() {
        return factory.journal().registry();
    }

    @Override
    public void setReference(Reference bound) {
        reference = bound;
    }

    @Override
    public @Nullable Reference getReference() {
        return reference;
    }

    @Override
    public String toString() {
        return "JournalConnectionFactory[" + factory.getResourceAdapter() + "]";
    }
}
