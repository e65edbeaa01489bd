package io.ironjournal.jta;

/**
 * Gets connections from a server that enlists them by itself. A resource adapter implements this to make a journal
 * transactional without the server's transaction manager in its hands: see {@link TransactionalJournal#of(
 * io.ironjournal.Journal, jakarta.transaction.TransactionSynchronizationRegistry, EnlistedConnections)}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface EnlistedConnections {

    /**
     * Gets a connection in the thread's transaction. Called at most once for each journal and transaction.
     *
     * @return a connection whose resource works for the thread's transaction
     * @throws Exception when the server gives none; the transaction is then marked rollback-only
     * @since 0.1.0
     */
    ConnectionLease acquire() throws Exception;
}
