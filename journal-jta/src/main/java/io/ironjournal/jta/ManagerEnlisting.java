package io.ironjournal.jta;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Enlists with the transaction manager.
 *
 * @param tm the transaction manager
 * @param integration how to enlist the journal so that it recovers well; empty: as any resource
 */
record ManagerEnlisting(TransactionManager tm, Optional<JournalTransactionIntegration> integration)
        implements Enlisting {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");

    private static final String WITHOUT_INTEGRATION =
            ". The journal found no integration with a transaction manager, and was enlisted as any other resource, which"
                    + " some servers refuse: in Open Liberty, add journal-liberty to the application";

    @Override
    public Enlistment enlistment(OpenJournal journal) {
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
            throw new IllegalStateException("The transaction manager knows of no transaction of this thread, but the"
                    + " registry does: they do not belong together");
        }
        return transaction;
    }

    /** Atomikos forgets interposed synchronizations of what is rolled back. */
    @Override
    public void registerAgain(Synchronization ending) {
        try {
            Transaction transaction = tm.getTransaction();
            if (transaction != null) {
                transaction.registerSynchronization(ending);
            }
        } catch (RollbackException | SystemException | RuntimeException refused) {
            LOGGER.log(Level.DEBUG, "The journal hears of a transaction's end in one way only", refused);
        }
    }

    @Override
    public String hint() {
        return integration.isPresent() ? "" : WITHOUT_INTEGRATION;
    }
}
