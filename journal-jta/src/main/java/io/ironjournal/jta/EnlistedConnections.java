package io.ironjournal.jta;

/**
 * Provides connections that a server enlists itself. A resource adapter implements this interface to make a journal
 * transactional, because it has no access to the server's transaction manager. See {@link TransactionalJournal#of(
 * io.ironjournal.Journal, jakarta.transaction.TransactionSynchronizationRegistry, EnlistedConnections)}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface EnlistedConnections {

    /**
     * Acquires a connection in the thread's transaction. The journal calls this at most once for each journal and
     * transaction.
     *
     * @return a connection whose resource works for the thread's transaction
     * @throws Exception when the server provides no connection. The transaction is then marked rollback-only, and the
     *     application gets an {@link io.ironjournal.IntegrationException}
     * @since 0.1.0
     */
    ConnectionLease acquire() throws Exception;
}
