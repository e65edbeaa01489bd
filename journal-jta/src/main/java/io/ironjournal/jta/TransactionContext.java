package io.ironjournal.jta;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.UUID;

/**
 * The transactions that a journal takes part in, asked about the thread's one.
 *
 * @param registry knows the thread's transaction
 * @param enlisting how the journal is enlisted in it
 */
record TransactionContext(TransactionSynchronizationRegistry registry, Enlisting enlisting) {

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
            enlisting.registerAgain(joined.ending());
        } catch (RuntimeException refused) {
            if (registry.getTransactionStatus() != Status.STATUS_MARKED_ROLLBACK) {
                throw refused;
            }
            // It takes no more synchronizations, and there is nothing to wait for.
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
