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
 * Thread-safe.
 *
 * <p>Weld loads it as a service and uses it together with {@code weld-jta}. Without such a service, Weld notifies
 * observers of {@code AFTER_SUCCESS} at once, even if the transaction rolls back later. The transaction manager is that
 * of the {@link JournalTransactionIntegration}. The service has a low priority, so that any other one, such as that of
 * a server, replaces it.
 *
 * @since 0.1.0
 */
@Priority(1)
public final class JournalTransactionServices implements TransactionServices {

    private volatile @Nullable TransactionManager manager;

    /**
     * Creates the service; Weld calls this.
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
                .orElseThrow(() ->
                        new IllegalStateException("No transaction manager was found for Weld. Add journal-narayana"
                                + " and Narayana to the class path"));
    }

    /**
     * Registers a synchronization with the transaction of the calling thread.
     *
     * @param synchronizedObserver the synchronization
     * @throws IllegalStateException when the transaction accepts no more synchronizations; its cause is the exception
     *     of the transaction manager. Also when there is no transaction or no transaction manager
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
            // Weld checks the cause. If it is too late to register, Weld notifies the observers at once.
            throw new IllegalStateException("Cannot register transactional observers: " + e.getMessage(), e);
        }
    }

    /**
     * Returns whether the calling thread has a transaction that has not ended.
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
            throw new IllegalStateException(
                    "Cannot read the status of the transaction from the transaction manager", e);
        }
    }

    /**
     * Returns the object that is injected as {@code UserTransaction}.
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
