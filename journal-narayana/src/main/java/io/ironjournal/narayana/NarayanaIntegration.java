package io.ironjournal.narayana;

import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.spi.transaction.Transactions;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * The SPI implementation for Narayana. The ServiceLoader creates it. A journal is registered with the recovery that runs in
 * this process; if recovery does not run, it is not started. In WildFly, the transaction manager and the registry are those
 * that the server provides for applications.
 */
// The ServiceLoader must be able to link this class without Narayana. Otherwise the constructor could not say what to
// add.
// Therefore code that passes objects of Narayana's types is in other classes.
public final class NarayanaIntegration implements JournalTransactionIntegration {

    private final RegisteredJournals registered;

    /**
     * Creates the integration; the ServiceLoader calls this.
     *
     * @throws IllegalStateException when classes are missing that the recovery of the journal needs; the message says
     *     what to add
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
        return transaction.enlistResource(JournalObjectStore.INSTANCE.handleOf(journal, transaction));
    }

    @Override
    public void registerRecovery(JournalRecoveryHandle journal) {
        registered.add(journal);
    }

    @Override
    public void unregisterRecovery(JournalRecoveryHandle journal) {
        registered.remove(journal);
    }

    @Override
    public Runnable keepLogIn(Journal journal) {
        return ConfiguredLog.keepIn(journal);
    }

    @Override
    public void keepLogOutOf(Journal journal) {
        if (!JournalObjectStore.INSTANCE.uses(Transactions.of(journal))) {
            EarlierLog.requireNoneIn(journal);
        }
    }
}
