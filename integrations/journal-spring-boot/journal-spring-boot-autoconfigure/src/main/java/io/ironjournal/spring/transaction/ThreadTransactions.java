package io.ironjournal.spring.transaction;

import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.HeuristicCompletionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Which local transaction each thread has. Journals ask it what they would ask a JTA transaction manager. Code that knows
 * only JTA, such as a consumer of a stream, begins and ends transactions of Spring with it, so that methods with {@code
 * @Transactional} and synchronizations of Spring take part.
 */
final class ThreadTransactions
        implements JournalTransactionIntegration, TransactionManager, TransactionSynchronizationRegistry {

    /** Not static: an application may have several contexts, each with transactions of its own. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable LocalTransaction> current = new ThreadLocal<>();

    /** The transactions that began by JTA's interface, as Spring sees them. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable TransactionStatus> begun = new ThreadLocal<>();

    /** In seconds. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Integer> timeout = new ThreadLocal<>();

    private final PlatformTransactionManager spring;

    ThreadTransactions(PlatformTransactionManager spring) {
        this.spring = spring;
    }

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
    public void begin() throws NotSupportedException {
        if (current.get() != null) {
            throw new NotSupportedException("This thread has a transaction, and transactions cannot be nested");
        }
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        Integer seconds = timeout.get();
        if (seconds != null) {
            definition.setTimeout(seconds);
        }
        begun.set(spring.getTransaction(definition));
    }

    @Override
    public void commit() throws RollbackException, HeuristicMixedException {
        TransactionStatus ended = endBegun();
        try {
            spring.commit(ended);
        } catch (TransactionTimedOutException | UnexpectedRollbackException rolledBack) {
            RollbackException refused = new RollbackException(rolledBack.getMessage());
            refused.initCause(rolledBack);
            throw refused;
        } catch (HeuristicCompletionException unknown) {
            HeuristicMixedException mixed = new HeuristicMixedException(unknown.getMessage());
            mixed.initCause(unknown);
            throw mixed;
        }
    }

    @Override
    public void rollback() {
        spring.rollback(endBegun());
    }

    private TransactionStatus endBegun() {
        TransactionStatus status = begun.get();
        if (status == null) {
            throw new IllegalStateException(
                    "This thread has no transaction that began by this interface. Transactions that begin by Spring end by"
                            + " Spring");
        }
        begun.remove();
        return status;
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
        if (seconds == 0) {
            timeout.remove();
        } else {
            timeout.set(seconds);
        }
    }

    private static UnsupportedOperationException onlyBySpring() {
        return new UnsupportedOperationException(
                "Transactions of a journal alone are suspended by Spring: use @Transactional or a TransactionTemplate");
    }
}
