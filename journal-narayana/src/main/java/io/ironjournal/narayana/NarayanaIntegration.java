package io.ironjournal.narayana;

import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * The journal's seam to Narayana. The ServiceLoader creates it. A journal is registered with the recovery that runs in
 * this process; one that does not run is not started. In WildFly the transaction manager and its registry are those that
 * the server gives to its applications.
 */
// The ServiceLoader must be able to link this class without Narayana, or the constructor could not say what to add:
// what
// passes objects of Narayana's types around is elsewhere.
public final class NarayanaIntegration implements JournalTransactionIntegration {

    private final RegisteredJournals registered;

    /**
     * For the ServiceLoader.
     *
     * @throws IllegalStateException when classes are missing that the journal's recovery needs
     * @since 0.1.0
     */
    public NarayanaIntegration() {
        RequiredClasses.check();
        NamingPlugin.install();
        registered = new RegisteredJournals();
    }

    @Override
    public TransactionManager getTransactionManager() {
        return WildFlyNames.find("TransactionManager", TransactionManager.class)
                .orElseGet(com.arjuna.ats.jta.TransactionManager::transactionManager);
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return WildFlyNames.find("TransactionSynchronizationRegistry", TransactionSynchronizationRegistry.class)
                .orElseGet(() -> jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry());
    }

    @Override
    public boolean enlist(Transaction transaction, JournalRecoveryHandle journal)
            throws RollbackException, SystemException {
        return transaction.enlistResource(new NamedJournalHandle(journal));
    }

    @Override
    public void registerRecovery(JournalRecoveryHandle journal) {
        registered.add(journal);
    }

    @Override
    public void unregisterRecovery(JournalRecoveryHandle journal) {
        registered.remove(journal);
    }
}
