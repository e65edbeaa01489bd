package io.ironjournal.managers;

import com.atomikos.datasource.xa.XATransactionalResource;
import com.atomikos.icatch.config.Configuration;
import com.atomikos.icatch.jta.TransactionManagerImp;
import com.atomikos.icatch.jta.TransactionSynchronizationRegistryImp;
import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.transaction.xa.XAResource;

/** Atomikos enlists only resources that were registered by name, and asks the registered one for branches in doubt. */
public final class AtomikosIntegration implements JournalTransactionIntegration {

    private static final class JournalResource extends XATransactionalResource {

        private final JournalRecoveryHandle journal;

        JournalResource(JournalRecoveryHandle journal) {
            super(name(journal));
            this.journal = journal;
        }

        @Override
        protected XAResource refreshXAConnection() {
            return journal;
        }
    }

    private static String name(JournalRecoveryHandle journal) {
        return "journal/" + journal.journalId();
    }

    @Override
    public TransactionManager getTransactionManager() {
        return TransactionManagerImp.getTransactionManager();
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return new TransactionSynchronizationRegistryImp();
    }

    @Override
    public boolean enlist(Transaction transaction, JournalRecoveryHandle journal)
            throws RollbackException, SystemException {
        return transaction.enlistResource(journal);
    }

    @Override
    public void registerRecovery(JournalRecoveryHandle journal) {
        Configuration.addResource(new JournalResource(journal));
    }

    @Override
    public void unregisterRecovery(JournalRecoveryHandle journal) {
        Configuration.removeResource(name(journal));
    }
}
