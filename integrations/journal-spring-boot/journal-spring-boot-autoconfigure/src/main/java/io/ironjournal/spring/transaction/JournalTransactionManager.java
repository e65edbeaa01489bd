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
 * Spring's transaction manager for transactions with one journal and nothing else, where there is no JTA transaction manager.
 * All entries, checkpoints and moves of cursors in such a transaction commit together, by one force, or not at all.
 *
 * <p><strong>It does not cover anything else.</strong> Rows of a database and messages of a broker are not part of such a
 * transaction: a crash, or a failed commit, can leave an entry without its row, or a row without its entry. Nor can one
 * transaction change two journals; the second one is refused. For both, add a JTA transaction manager.
 *
 * <p>Timeouts count: a transaction past its timeout accepts no more entries and rolls back at its end. Isolation levels other
 * than the default are refused. Propagation {@code NESTED} is not supported, all others are.
 *
 * @since 0.1.0
 */
public final class JournalTransactionManager extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1L;

    private final transient ThreadTransactions transactions = new ThreadTransactions();

    /**
     * Makes a transaction manager. Make journals transactional with its {@link #integration()}.
     *
     * @since 0.1.0
     */
    public JournalTransactionManager() {}

    /**
     * Returns what journals need in order to join the transactions of this manager.
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
