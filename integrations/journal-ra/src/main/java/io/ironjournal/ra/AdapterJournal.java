package io.ironjournal.ra;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.config.JournalSettings;
import io.ironjournal.jta.EnlistedConnections;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.JournalXAConnection;
import io.ironjournal.jta.JournalXADataSource;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalInt;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** The journal while the adapter is started. */
final class AdapterJournal implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.ra");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

    private final Journal core;
    private final @Nullable ShardedJournal shards;
    private final TransactionSynchronizationRegistry registry;
    private final JournalXADataSource connections;
    private final JournalRecovery recovery;
    private final ResourceNames names;

    private AdapterJournal(
            Journal core,
            @Nullable ShardedJournal shards,
            TransactionSynchronizationRegistry registry,
            ResourceNames names) {
        this.core = core;
        this.shards = shards;
        this.registry = registry;
        this.connections = new JournalXADataSource(core);
        this.recovery = JournalRecovery.byServer(core);
        this.names = names;
    }

    static AdapterJournal open(JournalSettings settings, BootstrapContext context, ResourceNames names)
            throws ResourceAdapterInternalException {
        TransactionSynchronizationRegistry registry = registry(context);
        JournalOptions options = settings.options();
        OptionalInt count = settings.shards();
        ShardedJournal shards = count.isPresent() ? ShardedJournal.open(options, count.getAsInt()) : null;
        Journal core = shards == null ? Journal.open(options) : shards.journal();
        try {
            return new AdapterJournal(core, shards, registry, names);
        } catch (RuntimeException | Error e) {
            closeAfter(e, core);
            throw e;
        }
    }

    private static void closeAfter(Throwable failure, Journal core) {
        try {
            core.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** By the standard's way, which not every server supports, else by its other way. */
    @SuppressWarnings("BanJNDI") // the name is a constant
    private static TransactionSynchronizationRegistry registry(BootstrapContext context)
            throws ResourceAdapterInternalException {
        TransactionSynchronizationRegistry registry = context.getTransactionSynchronizationRegistry();
        if (registry != null) {
            return registry;
        }
        try {
            return InitialContext.doLookup(REGISTRY);
        } catch (NamingException e) {
            throw new ResourceAdapterInternalException(
                    "The server has no TransactionSynchronizationRegistry, neither for resource adapters nor at "
                            + REGISTRY,
                    e);
        }
    }

    /** The journal without transactions. */
    Journal core() {
        return core;
    }

    /** The same by its shards; null when it has none. */
    @Nullable
    ShardedJournal shards() {
        return shards;
    }

    TransactionSynchronizationRegistry registry() {
        return registry;
    }

    JournalXAConnection connect() {
        return connections.getXAConnection();
    }

    /** Returns the resource of a connection, as endpoints get it. */
    XAResource endpointResource(JournalXAConnection connection) {
        return names.name(new EndpointResource(connection.getXAResource()));
    }

    /** The journal whose writers join the thread's transaction by the connections of a factory. */
    TransactionalJournal transactional(EnlistedConnections enlisted) {
        return TransactionalJournal.of(core, registry, enlisted);
    }

    /** The transactional journal by its shards; null when it has none. */
    @Nullable
    TransactionalShardedJournal sharded(EnlistedConnections enlisted) {
        return shards == null ? null : TransactionalShardedJournal.of(shards, registry, enlisted);
    }

    /** First the transactions in flight end. Branches in doubt stay so, to be recovered when the journal is open again. */
    @Override
    public void close() {
        try {
            if (core.stats().failure().isEmpty() && !recovery.awaitBranches(PATIENCE)) {
                LOGGER.log(Level.WARNING, "{0} closes while transactions that use it are active. They roll back", core);
            }
            recovery.close();
        } finally {
            core.close();
        }
    }

    @Override
    public String toString() {
        return core.toString();
    }
}
