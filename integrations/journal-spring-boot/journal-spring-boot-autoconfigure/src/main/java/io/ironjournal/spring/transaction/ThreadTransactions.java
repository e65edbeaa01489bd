package io.ironjournal.spring.transaction;

import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Which local transaction each thread has. Journals ask it what they would ask a JTA transaction manager; transactions begin
 * and end by {@link JournalTransactionManager} only.
 */
final class ThreadTransactions
        implements JournalTransactionIntegration, TransactionManager, TransactionSynchronizationRegistry {

    /** Not static: an application may have several contexts, each with transactions of its own. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable LocalTransaction> current = new ThreadLocal<>();

    @Nullable
    LocalTransaction current() {
        return current.get();
    }

    void attach(LocalTransaction transaction) {
        current.set(transaction);
    }

    void detach() {
        current.remove();
    }

    private LocalTransaction required() {
        LocalTransaction transaction = current.get();
        if (transaction == null) {
            throw new IllegalStateException("This thread has no transaction");
        }
        return transaction;
    }

    @Override
    public TransactionManager getTransactionManager() {
        return this;
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return this;
    }

    @Override
    public boolean enlist(Transaction transaction, JournalRecoveryHandle journal)
            throws RollbackException, SystemException {
        return transaction.enlistResource(journal);
    }

    /** Does nothing: a commit in one phase leaves nothing to recover. */
    @Override
    public void registerRecovery(JournalRecoveryHandle journal) {}

    @Override
    public void unregisterRecovery(JournalRecoveryHandle journal) {}

    @Override
    public @Nullable Transaction getTransaction() {
        return current.get();
    }

    @Override
    public int getStatus() {
        return getTransactionStatus();
    }

    @Override
    public int getTransactionStatus() {
        LocalTransaction transaction = current.get();
        return transaction == null ? Status.STATUS_NO_TRANSACTION : transaction.getStatus();
    }

    @Override
    public void setRollbackOnly() {
        required().setRollbackOnly();
    }

    @Override
    public boolean getRollbackOnly() {
        return required().getStatus() == Status.STATUS_MARKED_ROLLBACK;
    }

    @Override
    public @Nullable Object getTransactionKey() {
        LocalTransaction transaction = current.get();
        return transaction == null ? null : transaction.key();
    }

    @Override
    public void putResource(Object key, Object value) {
        required().values().put(key, value);
    }

    @Override
    public @Nullable Object getResource(Object key) {
        return required().values().get(key);
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        try {
            required().registerSynchronization(synchronization);
        } catch (RollbackException marked) {
            throw new IllegalStateException(marked.getMessage(), marked);
        }
    }

    @Override
    public void begin() {
        throw onlyBySpring();
    }

    @Override
    public void commit() {
        throw onlyBySpring();
    }

    @Override
    public void rollback() {
        throw onlyBySpring();
    }

    @Override
    public Transaction suspend() {
        throw onlyBySpring();
    }

    @Override
    public void resume(Transaction transaction) {
        throw onlyBySpring();
    }

    @Override
    public void setTransactionTimeout(int seconds) {
        throw onlyBySpring();
    }

    private static UnsupportedOperationException onlyBySpring() {
        return new UnsupportedOperationException(
                "Transactions of a journal alone begin and end by Spring: use @Transactional or a TransactionTemplate");
    }
}
