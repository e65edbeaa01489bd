package io.ironjournal.jta;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.UUID;

/**
 * Gives access to the transaction of the calling thread.
 *
 * @param registry the registry of the transaction manager
 * @param enlisting enlists the journal in the transaction
 */
record TransactionContext(TransactionSynchronizationRegistry registry, Enlisting enlisting) {

    /** The key of a {@link JoinedTransaction} in the registry. Proxies of the same journal have the same key. */
    private record Key(UUID journalId) {}

    boolean isInTransaction() {
        return registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    /**
     * Returns the work of the thread's transaction in the journal.
     *
     * @param refusal the beginning of the message if the transaction is completing or has ended
     */
    JoinedTransaction joinActive(XaJournal journal, String refusal) {
        int status = registry.getTransactionStatus();
        if (status != Status.STATUS_ACTIVE && status != Status.STATUS_MARKED_ROLLBACK) {
            throw new IllegalStateException(
                    refusal + " in a transaction that is " + describe(status)
                            + ". For writes that do not depend on a transaction, call autonomous() of the TransactionalJournal");
        }
        return join(journal);
    }

    private JoinedTransaction join(XaJournal journal) {
        Key key = new Key(journal.id());
        if (registry.getResource(key) instanceof JoinedTransaction joined) {
            return joined;
        }
        JoinedTransaction joined = new JoinedTransaction(this, journal, registry.getTransactionKey());
        try {
            registry.registerInterposedSynchronization(joined.ending());
            enlisting.registerAgain(joined.ending());
        } catch (RuntimeException refused) {
            if (registry.getTransactionStatus() != Status.STATUS_MARKED_ROLLBACK) {
                throw refused;
            }
            // The transaction accepts no synchronization, and there is no outcome to wait for.
            joined.ending().markRolledBack();
        }
        registry.putResource(key, joined);
        return joined;
    }

    static String describe(int status) {
        return switch (status) {
            case Status.STATUS_ACTIVE -> "active";
            case Status.STATUS_MARKED_ROLLBACK -> "marked rollback-only";
            case Status.STATUS_PREPARING, Status.STATUS_PREPARED -> "being prepared";
            case Status.STATUS_COMMITTING -> "being committed";
            case Status.STATUS_COMMITTED -> "committed";
            case Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK -> "rolled back, perhaps because it timed out";
            case Status.STATUS_NO_TRANSACTION -> "over, perhaps because it timed out";
            default -> "in status " + status + " of jakarta.transaction.Status";
        };
    }
}
