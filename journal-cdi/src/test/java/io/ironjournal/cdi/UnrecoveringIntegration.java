package io.ironjournal.cdi;

import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.jta.RecoveryUnavailableException;
import io.ironjournal.narayana.NarayanaIntegration;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** The integration with a Narayana whose recovery does not run. */
public final class UnrecoveringIntegration implements JournalTransactionIntegration {

    private final NarayanaIntegration narayana = new NarayanaIntegration();

    @Override
    public TransactionManager getTransactionManager() {
        return narayana.getTransactionManager();
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return narayana.getTransactionSynchronizationRegistry();
    }

    @Override
    public boolean enlist(Transaction transaction, JournalRecoveryHandle journal)
            throws RollbackException, SystemException {
        return narayana.enlist(transaction, journal);
    }

    @Override
    public void registerRecovery(JournalRecoveryHandle journal) {
        throw new RecoveryUnavailableException("Recovery does not run.");
    }

    @Override
    public void unregisterRecovery(JournalRecoveryHandle journal) {}
}
