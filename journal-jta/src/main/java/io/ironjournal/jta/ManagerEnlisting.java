package io.ironjournal.jta;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Enlists through the transaction manager.
 *
 * @param tm the transaction manager
 * @param integration enlists the journal so that it can be recovered; empty to enlist it as any other resource
 */
record ManagerEnlisting(TransactionManager tm, Optional<JournalTransactionIntegration> integration)
        implements Enlisting {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");

    private static final String WITHOUT_INTEGRATION =
            ". The journal found no integration with a transaction manager and was enlisted as any other resource. Some"
                    + " servers refuse that. In Open Liberty, add journal-liberty to the application";

    @Override
    public Enlistment enlistment(XaJournal journal) {
        JournalRecoveryHandle resource = new JournalRecoveryHandle(journal.id());
        return new Enlistment() {

            @Override
            public boolean enlist() throws RollbackException, SystemException {
                Transaction transaction = currentTransaction();
                return integration.isPresent()
                        ? integration.get().enlist(transaction, resource)
                        : transaction.enlistResource(resource);
            }

            @Override
            public Association association() {
                return resource.association();
            }

            @Override
            public void release() {}
        };
    }

    private Transaction currentTransaction() throws SystemException {
        Transaction transaction = tm.getTransaction();
        if (transaction == null) {
            throw new IllegalStateException(
                    "The registry has a transaction of this thread, but the transaction manager has"
                            + " none. Use the registry of the same transaction manager");
        }
        return transaction;
    }

    /** Needed for Atomikos, which does not call interposed synchronizations after a rollback. */
    @Override
    public void registerAgain(Synchronization ending) {
        try {
            Transaction transaction = tm.getTransaction();
            if (transaction != null) {
                transaction.registerSynchronization(ending);
            }
        } catch (RollbackException | SystemException | RuntimeException refused) {
            LOGGER.log(Level.DEBUG, "The journal has only one synchronization in this transaction", refused);
        }
    }

    @Override
    public String hint() {
        return integration.isPresent() ? "" : WITHOUT_INTEGRATION;
    }
}
