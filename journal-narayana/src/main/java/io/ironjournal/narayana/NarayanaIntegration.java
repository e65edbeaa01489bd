package io.ironjournal.narayana;

import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.transaction.xa.XAResource;

/**
 * The journal's seam to Narayana. The ServiceLoader creates it. A journal is registered with the recovery that runs in
 * this process; one that does not run is not started.
 */
public final class NarayanaIntegration implements JournalTransactionIntegration {

    private final List<Registration> registered = new CopyOnWriteArrayList<>();

    /**
     * For the ServiceLoader.
     *
     * @throws IllegalStateException when classes are missing that the journal's recovery needs
     */
    public NarayanaIntegration() {
        JbossTransactionSpi.require();
        NamingPlugin.install();
    }

    @Override
    public TransactionManager getTransactionManager() {
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry();
    }

    @Override
    public boolean enlist(Transaction transaction, JournalRecoveryHandle journal)
            throws RollbackException, SystemException {
        return transaction.enlistResource(new NamedJournalHandle(journal));
    }

    @Override
    public void registerRecovery(JournalRecoveryHandle journal) {
        XARecoveryModule module = RecoveryModules.xa();
        RecoveredResources branches =
                new RecoveredResources(journal, () -> new XAResource[] {new NamedJournalHandle(journal)});
        registered.add(new Registration(journal, branches, module));
        module.addXAResourceRecoveryHelper(branches);
    }

    @Override
    public void unregisterRecovery(JournalRecoveryHandle journal) {
        registered.stream()
                .filter(registration -> registration.isOf(journal))
                .findFirst()
                .ifPresent(registration -> {
                    registered.remove(registration);
                    registration.module.removeXAResourceRecoveryHelper(registration.branches);
                });
    }

    /** Remembers where a journal was registered: Narayana may have been started anew since. */
    private record Registration(JournalRecoveryHandle journal, RecoveredResources branches, XARecoveryModule module) {

        /** The very object: a journal may be registered twice. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(JournalRecoveryHandle registeredAs) {
            return journal == registeredAs;
        }
    }
}
