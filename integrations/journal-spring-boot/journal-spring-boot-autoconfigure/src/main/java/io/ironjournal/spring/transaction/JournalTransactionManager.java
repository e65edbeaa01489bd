package io.ironjournal.spring.transaction;

import io.ironjournal.jta.JournalTransactionIntegration;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.HeuristicCompletionException;
import org.springframework.transaction.InvalidIsolationLevelException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.SmartTransactionObject;

/**
 * A Spring transaction manager for transactions whose only resource is one journal, for applications without a JTA
 * transaction manager. All entries, checkpoints and advances of cursors in such a transaction commit together, with one
 * force, or not at all.
 *
 * <p><strong>Other resources are not included.</strong> Rows of a database and messages of a broker are not part of
 * such a transaction: after a crash or a failed commit there can be an entry without its row, or a row without its
 * entry. A transaction cannot change two journals either: a write to the second one throws an {@link
 * io.ironjournal.IntegrationException}. If you need one of these, use a JTA transaction manager.
 *
 * <p>A transaction whose timeout has passed accepts no more entries and rolls back when it ends. An isolation level
 * other than the default throws an exception. Every propagation except {@code NESTED} is supported.
 *
 * @since 0.1.0
 */
public final class JournalTransactionManager extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1L;

    private final transient ThreadTransactions transactions = new ThreadTransactions(this);

    /**
     * Creates a transaction manager. Make journals transactional with its {@link #integration()}.
     *
     * @since 0.1.0
     */
    public JournalTransactionManager() {}

    /**
     * Returns the integration with which journals join the transactions of this manager.
     *
     * @return the integration, for {@code TransactionalJournal.of(journal, integration)}
     * @since 0.1.0
     */
    public JournalTransactionIntegration integration() {
        return transactions;
    }

    /** A transaction as Spring sees it in one scope. */
    private static final class Scope implements SmartTransactionObject {

        private @Nullable LocalTransaction transaction;

        private Scope(@Nullable LocalTransaction transaction) {
            this.transaction = transaction;
        }

        private LocalTransaction required() {
            LocalTransaction current = transaction;
            if (current == null) {
                throw new IllegalStateException("There is no transaction in this scope");
            }
            return current;
        }

        @Override
        public boolean isRollbackOnly() {
            return transaction != null && transaction.getStatus() == Status.STATUS_MARKED_ROLLBACK;
        }

        @Override
        public void flush() {}
    }

    @Override
    protected Object doGetTransaction() {
        return new Scope(transactions.current());
    }

    @Override
    protected boolean isExistingTransaction(Object scope) {
        return ((Scope) scope).transaction != null;
    }

    @Override
    protected void doBegin(Object scope, TransactionDefinition definition) {
        if (definition.getIsolationLevel() != TransactionDefinition.ISOLATION_DEFAULT) {
            throw new InvalidIsolationLevelException(
                    "A journal has one isolation level: entries are readable once they are"
                            + " committed. Leave the isolation level at its default");
        }
        int seconds = determineTimeout(definition);
        LocalTransaction transaction = new LocalTransaction(
                seconds == TransactionDefinition.TIMEOUT_DEFAULT ? null : Duration.ofSeconds(seconds));
        ((Scope) scope).transaction = transaction;
        transactions.attach(transaction);
    }

    @Override
    protected Object doSuspend(Object scope) {
        LocalTransaction suspended = ((Scope) scope).required();
        ((Scope) scope).transaction = null;
        transactions.detach();
        return suspended;
    }

    @Override
    protected void doResume(@Nullable Object scope, Object suspended) {
        transactions.attach((LocalTransaction) suspended);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        LocalTransaction transaction = ((Scope) status.getTransaction()).required();
        try {
            transaction.commit();
        } catch (RollbackException rolledBack) {
            throw transaction.isTimedOut()
                    ? new TransactionTimedOutException(rolledBack.getMessage(), rolledBack)
                    : new UnexpectedRollbackException(rolledBack.getMessage(), rolledBack);
        } catch (HeuristicMixedException unknown) {
            throw new HeuristicCompletionException(HeuristicCompletionException.STATE_UNKNOWN, unknown);
        }
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        ((Scope) status.getTransaction()).required().rollback();
    }

    @Override
    protected void doSetRollbackOnly(DefaultTransactionStatus status) {
        ((Scope) status.getTransaction()).required().setRollbackOnly();
    }

    @Override
    protected void doCleanupAfterCompletion(Object scope) {
        ((Scope) scope).transaction = null;
        transactions.detach();
    }
}
