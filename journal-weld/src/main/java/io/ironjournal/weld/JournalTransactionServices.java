package io.ironjournal.weld;

import io.ironjournal.jta.JournalTransactionIntegration;
import jakarta.annotation.Priority;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.util.Optional;
import org.jboss.weld.transaction.spi.TransactionServices;
import org.jspecify.annotations.Nullable;

/**
 * Lets Weld SE notify transactional observers in their phase of the transaction, and inject a {@link UserTransaction}.
 *
 * <p>Weld loads it as a service and uses it together with {@code weld-jta}. Without such a service Weld notifies the
 * observers of {@code AFTER_SUCCESS} at once, also in transactions that roll back later. The transaction manager is that
 * of the {@link JournalTransactionIntegration}. Its low priority lets any other service take its place, such as that of a
 * server.
 *
 * @since 0.1.0
 */
@Priority(1)
public final class JournalTransactionServices implements TransactionServices {

    private volatile @Nullable TransactionManager manager;

    /**
     * Used by Weld.
     *
     * @since 0.1.0
     */
    public JournalTransactionServices() {}

    private Optional<TransactionManager> manager() {
        TransactionManager known = manager;
        if (known == null) {
            known = JournalTransactionIntegration.find()
                    .map(JournalTransactionIntegration::getTransactionManager)
                    .orElse(null);
            manager = known;
        }
        return Optional.ofNullable(known);
    }

    private TransactionManager required() {
        return manager()
                .orElseThrow(() -> new IllegalStateException("No transaction manager was found for Weld: add the module"
                        + " journal-narayana and Narayana to the class path"));
    }

    /**
     * Registers a synchronization with the transaction of the calling thread.
     *
     * @param synchronizedObserver the synchronization
     * @throws IllegalStateException when the transaction takes none any more; its cause is the transaction manager's
     *     exception
     */
    @Override
    public void registerSynchronization(Synchronization synchronizedObserver) {
        try {
            Transaction transaction = required().getTransaction();
            if (transaction == null) {
                throw new IllegalStateException("No transaction is active on this thread");
            }
            transaction.registerSynchronization(synchronizedObserver);
        } catch (RollbackException | SystemException | IllegalStateException e) {
            // Weld looks at the cause, and notifies observers at once where it is too late to wait.
            throw new IllegalStateException("Cannot notify transactional observers later: " + e.getMessage(), e);
        }
    }

    /**
     * Tells whether the calling thread has a transaction that has not ended.
     *
     * @return true until the outcome of the transaction is complete; false without a transaction manager
     */
    @Override
    public boolean isTransactionActive() {
        Optional<TransactionManager> known = manager();
        if (known.isEmpty()) {
            return false;
        }
        try {
            return switch (known.get().getStatus()) {
                case Status.STATUS_ACTIVE,
                        Status.STATUS_MARKED_ROLLBACK,
                        Status.STATUS_PREPARING,
                        Status.STATUS_PREPARED,
                        Status.STATUS_COMMITTING,
                        Status.STATUS_ROLLING_BACK -> true;
                default -> false;
            };
        } catch (SystemException e) {
            throw new IllegalStateException("The transaction manager cannot tell the status of the transaction", e);
        }
    }

    /**
     * Returns what is injected as {@code UserTransaction}.
     *
     * @return a {@code UserTransaction} of the transaction manager
     * @throws IllegalStateException when there is no transaction manager
     */
    @Override
    public UserTransaction getUserTransaction() {
        return new ManagedUserTransaction(required());
    }

    @Override
    public void cleanup() {
        manager = null;
    }
}
