package io.ironjournal.managers;

import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.apache.geronimo.transaction.manager.NamedXAResource;
import org.apache.geronimo.transaction.manager.NamedXAResourceFactory;
import org.apache.geronimo.transaction.manager.TransactionManagerImpl;
import org.apache.geronimo.transaction.manager.WrapperNamedXAResource;

/** Geronimo knows resources by their names, in its log as well as when it recovers. */
public final class GeronimoIntegration implements JournalTransactionIntegration {

    private final TransactionManagerImpl manager;

    public GeronimoIntegration(TransactionManagerImpl manager) {
        this.manager = manager;
    }

    private static NamedXAResource named(JournalRecoveryHandle journal) {
        return new WrapperNamedXAResource(journal, "journal/" + journal.journalId());
    }

    private record Branches(JournalRecoveryHandle journal) implements NamedXAResourceFactory {

        @Override
        public String getName() {
            return named(journal).getName();
        }

        @Override
        public NamedXAResource getNamedXAResource() {
            return named(journal);
        }

        @Override
        public void returnNamedXAResource(NamedXAResource used) {}
    }

    @Override
    public TransactionManager getTransactionManager() {
        return manager;
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return manager;
    }

    @Override
    public boolean enlist(Transaction transaction, JournalRecoveryHandle journal)
            throws RollbackException, SystemException {
        return transaction.enlistResource(named(journal));
    }

    @Override
    public void registerRecovery(JournalRecoveryHandle journal) {
        manager.registerNamedXAResourceFactory(new Branches(journal));
    }

    @Override
    public void unregisterRecovery(JournalRecoveryHandle journal) {
        manager.unregisterNamedXAResourceFactory(named(journal).getName());
    }
}
