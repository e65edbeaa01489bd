package io.ironjournal.jta;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;

/**
 * The transaction manager that a journal works with, asked about the thread's transaction.
 *
 * @param tm the transaction manager
 * @param registry the registry that belongs to it
 * @param integration how to enlist the journal so that it recovers well; empty: as any resource
 */
record TransactionContext(
        TransactionManager tm,
        TransactionSynchronizationRegistry registry,
        Optional<JournalTransactionIntegration> integration) {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");

    /** Under what a transaction keeps what it does with a journal, whatever objects stand for that journal. */
    private record Key(UUID journalId) {}

    boolean isInTransaction() {
        return registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    /**
     * What the thread's transaction does with the journal.
     *
     * @param refusal what an error says of a transaction that is completing or over
     */
    JoinedTransaction joinActive(OpenJournal journal, String refusal) {
        int status = registry.getTransactionStatus();
        if (status != Status.STATUS_ACTIVE && status != Status.STATUS_MARKED_ROLLBACK) {
            throw new IllegalStateException(refusal + " in a transaction that is " + describe(status)
                    + "; for what is to stand alone there is autonomous()");
        }
        return join(journal);
    }

    private JoinedTransaction join(OpenJournal journal) {
        Key key = new Key(journal.id());
        if (registry.getResource(key) instanceof JoinedTransaction joined) {
            return joined;
        }
        JoinedTransaction joined = new JoinedTransaction(this, journal, registry.getTransactionKey());
        try {
            registry.registerInterposedSynchronization(joined.ending());
            registerAgain(joined.ending());
        } catch (RuntimeException refused) {
            if (registry.getTransactionStatus() != Status.STATUS_MARKED_ROLLBACK) {
                throw refused;
            }
            // It takes no more synchronizations, and there is nothing to wait for.
            joined.ending().doom();
        }
        registry.putResource(key, joined);
        return joined;
    }

    /** Registers in the other way too: Atomikos forgets interposed synchronizations of what is rolled back. */
    private void registerAgain(JoinedOutcome ending) {
        try {
            Transaction transaction = tm.getTransaction();
            if (transaction != null) {
                transaction.registerSynchronization(ending);
            }
        } catch (RollbackException | SystemException | RuntimeException refused) {
            LOGGER.log(Level.DEBUG, "The journal hears of a transaction's end in one way only", refused);
        }
    }

    Transaction currentTransaction() throws SystemException {
        Transaction transaction = tm.getTransaction();
        if (transaction == null) {
            throw new IllegalStateException("The transaction manager knows of no transaction of this thread, but the"
                    + " registry does: they do not belong together");
        }
        return transaction;
    }

    boolean enlist(Transaction transaction, JournalRecoveryHandle resource) throws RollbackException, SystemException {
        return integration.isPresent()
                ? integration.get().enlist(transaction, resource)
                : transaction.enlistResource(resource);
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
