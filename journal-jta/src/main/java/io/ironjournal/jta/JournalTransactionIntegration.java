package io.ironjournal.jta;

import io.ironjournal.IntegrationException;
import io.ironjournal.Journal;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The SPI to a transaction manager: finds it, enlists the journal with it, and registers the journal with its recovery.
 * Jakarta Transactions does not standardise these. {@code journal-narayana} implements it for Narayana and {@code
 * journal-liberty} for Open Liberty. Other implementations are found by {@link ServiceLoader}. Implementations are
 * thread-safe. They neither accept nor return null.
 *
 * @since 0.1.0
 */
public interface JournalTransactionIntegration {

    /**
     * Returns the integration on the class path or module path. Uses the context class loader of the thread first, then
     * the class loader of this library. Logs a warning for each integration that cannot be loaded because a class is
     * missing.
     *
     * @return the first integration that can be loaded; empty when there is none
     * @since 0.1.0
     */
    static Optional<JournalTransactionIntegration> find() {
        return IntegrationLookup.look().found();
    }

    /**
     * Returns the integration as {@link #find} does, or throws an exception.
     *
     * @return the first integration that can be loaded
     * @throws RecoveryUnavailableException when there is none. The message says why existing ones cannot be loaded and
     *     what to add
     * @since 0.1.0
     */
    static JournalTransactionIntegration require() {
        return IntegrationLookup.look().required();
    }

    /**
     * Returns the transaction manager.
     *
     * @return the transaction manager of this process
     * @since 0.1.0
     */
    TransactionManager getTransactionManager();

    /**
     * Returns the synchronization registry of the transaction manager.
     *
     * @return the registry of this process
     * @since 0.1.0
     */
    TransactionSynchronizationRegistry getTransactionSynchronizationRegistry();

    /**
     * Enlists the journal in a transaction. May decorate the resource as this transaction manager needs it for
     * recovery. If an application uses several transaction managers, the transaction may belong to another one; then
     * enlist the resource itself if a decorated one would not work there.
     *
     * @param transaction the transaction
     * @param journal the journal's resource, created for this transaction
     * @return the result of {@link Transaction#enlistResource}
     * @throws RollbackException when the transaction is marked rollback-only
     * @throws SystemException when the transaction manager fails
     * @since 0.1.0
     */
    boolean enlist(Transaction transaction, JournalRecoveryHandle journal) throws RollbackException, SystemException;

    /**
     * Registers the journal with the recovery of the transaction manager, which from now on asks the journal for its
     * branches in doubt. Does not start the recovery.
     *
     * @param journal the journal's resource
     * @throws RecoveryUnavailableException when the recovery of the transaction manager does not run; nothing is
     *     registered
     * @since 0.1.0
     */
    void registerRecovery(JournalRecoveryHandle journal);

    /**
     * Undoes {@link #registerRecovery}; called on the same integration object. Returns when no recovery scan uses the
     * journal any more, if the transaction manager lets the integration know that. A scan that uses the journal after it
     * is closed gets {@code XAER_RMFAIL}, and repeats its work later.
     *
     * @param journal the object that was registered
     * @since 0.1.0
     */
    void unregisterRecovery(JournalRecoveryHandle journal);

    /**
     * Has the transaction manager keep its log of decisions in a journal. Platforms call it for the journal whose key {@code
     * transaction-log} is true, when that journal is open and before it is registered for recovery. The default implementation
     * refuses.
     *
     * @param journal an open journal
     * @return ends this. Run it before the journal is closed, when no transaction uses the log any more: from then on, a
     *     transaction that needs a decision is rolled back, and recovery decides nothing. Has no effect the second time
     * @throws IntegrationException when the transaction manager cannot keep its log in a journal, or has it in another place. The
     *     message names that place
     * @throws io.ironjournal.JournalException when the journal cannot be used: it is closed, has failed, or has a loss that is not
     *     accepted
     * @since 0.1.0
     */
    default Runnable keepLogIn(Journal journal) {
        throw new IntegrationException("The transaction manager cannot keep its log in " + journal
                + ", because only Narayana can, and not in a server. Remove the key transaction-log");
    }

    /**
     * Checks that a journal has no decisions of the transaction manager, if it does not have its log. {@link
     * JournalRecovery#register(Journal)} calls it. Platforms also call it earlier, for each journal whose key {@code
     * transaction-log} is not true, except with {@code recovery=none}. The default implementation does nothing.
     *
     * @param journal an open journal
     * @throws IntegrationException when the journal has decisions, which recovery would not find: it would roll back what other
     *     resources have committed
     * @since 0.1.0
     */
    default void keepLogOutOf(Journal journal) {}
}
