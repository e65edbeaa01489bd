package io.ironjournal.jta;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The seam to a transaction manager: how to look it up, how to enlist the journal with it, how to let it recover the
 * journal's branches. Jakarta Transactions standardises none of the three. {@code journal-narayana} implements it for
 * Narayana, {@code journal-liberty} for Open Liberty; others are found by {@link ServiceLoader} too. Implementations are thread-safe.
 *
 * @since 0.1.0
 */
public interface JournalTransactionIntegration {

    /**
     * Finds the integration on the class path or module path, asking the thread's context class loader first and then
     * the one that loaded this library. Warns of one that is there but cannot be loaded, since classes that it needs are
     * missing.
     *
     * @return the first one that can be loaded; empty when there is none
     * @since 0.1.0
     */
    static Optional<JournalTransactionIntegration> find() {
        return IntegrationLookup.look().found();
    }

    /**
     * Finds the integration as {@link #find} does, where nothing works without one.
     *
     * @return the first one that can be loaded
     * @throws RecoveryUnavailableException when there is none; the message says why those that are there cannot be loaded,
     *     and what to add
     * @since 0.1.0
     */
    static JournalTransactionIntegration require() {
        return IntegrationLookup.look().required();
    }

    /**
     * Looks up the transaction manager.
     *
     * @return the transaction manager of this process
     * @since 0.1.0
     */
    TransactionManager getTransactionManager();

    /**
     * Looks up the registry that belongs to the transaction manager.
     *
     * @return the registry of this process
     * @since 0.1.0
     */
    TransactionSynchronizationRegistry getTransactionSynchronizationRegistry();

    /**
     * Enlists the journal in a transaction, decorated with what this transaction manager wants from a resource in order
     * to recover it well. Must also work, undecorated, with a transaction of another transaction manager.
     *
     * @param transaction the transaction
     * @param journal the journal's resource, made for this transaction
     * @return what {@link Transaction#enlistResource} returned
     * @throws RollbackException when the transaction is marked rollback-only
     * @throws SystemException when the transaction manager fails
     * @since 0.1.0
     */
    boolean enlist(Transaction transaction, JournalRecoveryHandle journal) throws RollbackException, SystemException;

    /**
     * Lets the transaction manager's recovery ask the journal for its branches in doubt, from now on. Has no other effect:
     * it does not start a recovery that does not run.
     *
     * @param journal the journal's resource
     * @throws RecoveryUnavailableException when the transaction manager's recovery does not run
     * @since 0.1.0
     */
    void registerRecovery(JournalRecoveryHandle journal);

    /**
     * Undoes {@link #registerRecovery}, on the same integration. Returns once no recovery scan uses the journal any more, so
     * that it can be closed.
     *
     * @param journal the object that was registered
     * @since 0.1.0
     */
    void unregisterRecovery(JournalRecoveryHandle journal);
}
