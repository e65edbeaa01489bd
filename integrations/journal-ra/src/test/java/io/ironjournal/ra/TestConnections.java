package io.ironjournal.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pool as servers have it: one connection for a transaction, enlisted when it is first asked for. */
final class TestConnections implements ConnectionManager {

    private static final long serialVersionUID = 1L;

    private final transient TransactionManager transactions;
    private final transient TransactionSynchronizationRegistry registry;
    private final transient Map<Object, Used> ofTransactions = new HashMap<>();
    private final transient Map<ManagedConnection, Used> used = new HashMap<>();
    final transient Set<ManagedConnection> idle = new HashSet<>();
    final transient List<ManagedConnection> created = new ArrayList<>();

    /** Whether connections are enlisted, as they are not outside of a managed thread. */
    transient boolean enlisting = true;

    TestConnections(TransactionManager transactions, TransactionSynchronizationRegistry registry) {
        this.transactions = transactions;
        this.registry = registry;
    }

    private static final class Used {
        private int handles;
        private boolean inTransaction;
    }

    @Override
    public Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo info)
            throws ResourceException {
        Object key = registry.getTransactionKey();
        ManagedConnection connection = key == null ? null : ofKey(key);
        if (connection == null) {
            connection = take(factory, info);
            if (key != null && enlisting) {
                enlist(connection, key);
            }
        }
        used.get(connection).handles++;
        return connection.getConnection(null, info);
    }

    private ManagedConnection ofKey(Object key) {
        Used mine = ofTransactions.get(key);
        return used.entrySet().stream()
                .filter(entry -> entry.getValue() == mine)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private ManagedConnection take(ManagedConnectionFactory factory, ConnectionRequestInfo info)
            throws ResourceException {
        ManagedConnection connection = factory.matchManagedConnections(idle, null, info);
        if (connection == null) {
            connection = factory.createManagedConnection(null, info);
            connection.addConnectionEventListener(new Listener());
            created.add(connection);
        }
        idle.remove(connection);
        used.put(connection, new Used());
        return connection;
    }

    private void enlist(ManagedConnection connection, Object key) throws ResourceException {
        try {
            if (!transactions.getTransaction().enlistResource(connection.getXAResource())) {
                throw new ResourceException("The transaction manager does not enlist " + connection);
            }
        } catch (RollbackException | SystemException e) {
            throw new ResourceException(e);
        }
        Used use = used.get(connection);
        use.inTransaction = true;
        ofTransactions.put(key, use);
        registry.registerInterposedSynchronization(new Synchronization() {

            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                use.inTransaction = false;
                ofTransactions.remove(key);
                giveBack(connection, use);
            }
        });
    }

    private void giveBack(ManagedConnection connection, Used use) {
        if (use.handles == 0 && !use.inTransaction && used.remove(connection) != null) {
            try {
                connection.cleanup();
            } catch (ResourceException e) {
                throw new IllegalStateException(e);
            }
            idle.add(connection);
        }
    }

    boolean isInTransaction() {
        return registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    private final class Listener implements ConnectionEventListener {

        @Override
        public void connectionClosed(ConnectionEvent event) {
            ManagedConnection connection = (ManagedConnection) event.getSource();
            Used use = used.get(connection);
            use.handles--;
            giveBack(connection, use);
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            throw new AssertionError(event);
        }

        @Override
        public void localTransactionStarted(ConnectionEvent event) {}

        @Override
        public void localTransactionCommitted(ConnectionEvent event) {}

        @Override
        public void localTransactionRolledback(ConnectionEvent event) {}
    }
}
