package io.ironjournal.narayana;

import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
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
 * The journal's seam to Narayana. The ServiceLoader creates it. Registering a journal starts Narayana's recovery, with a
 * scan every two minutes, where nobody has started it: a branch in doubt must not wait for ever.
 */
public final class NarayanaIntegration implements JournalTransactionIntegration {

    private final List<JournalBranches> registered = new CopyOnWriteArrayList<>();

    /** For the ServiceLoader. */
    public NarayanaIntegration() {
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
        JournalBranches branches = new JournalBranches(journal, RecoveryModules.xa());
        registered.add(branches);
        branches.module.addXAResourceRecoveryHelper(branches);
    }

    @Override
    public void unregisterRecovery(JournalRecoveryHandle journal) {
        registered.stream()
                .filter(branches -> branches.isOf(journal))
                .findFirst()
                .ifPresent(branches -> {
                    registered.remove(branches);
                    branches.module.removeXAResourceRecoveryHelper(branches);
                });
    }

    /**
     * Gives a journal's resource to each recovery scan. It remembers where it was registered: asking Narayana again could
     * start a recovery that has been ended.
     */
    private static final class JournalBranches implements XAResourceRecoveryHelper {

        private final JournalRecoveryHandle journal;
        private final XARecoveryModule module;

        JournalBranches(JournalRecoveryHandle journal, XARecoveryModule module) {
            this.journal = journal;
            this.module = module;
        }

        /** The very object: a journal may be registered twice. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(JournalRecoveryHandle registeredAs) {
            return journal == registeredAs;
        }

        @Override
        public boolean initialise(String parameter) {
            return true;
        }

        @Override
        public XAResource[] getXAResources() {
            return new XAResource[] {new NamedJournalHandle(journal)};
        }
    }
}
