package io.ironjournal.liberty;

import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.jta.RecoveryUnavailableException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The journal's seam to Open Liberty, for applications with the journal in their WAR. The ServiceLoader creates it.
 *
 * <p>A transaction that was decided before a crash commits in the journal at the first attempt of Liberty's recovery after
 * the application has started; Liberty tries once a minute.
 *
 * @since 0.1.0
 */
public final class LibertyIntegration implements JournalTransactionIntegration {

    private final LibertyTransactions liberty;
    private final List<Registration> registered = new CopyOnWriteArrayList<>();

    /**
     * For the ServiceLoader.
     *
     * @throws IllegalStateException outside of Open Liberty, and where its transaction service is missing
     */
    public LibertyIntegration() {
        liberty = LibertyTransactions.of(LibertyIntegration.class.getClassLoader());
    }

    @Override
    public TransactionManager getTransactionManager() {
        return liberty.manager();
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return liberty.registry();
    }

    @Override
    public boolean enlist(Transaction transaction, JournalRecoveryHandle journal)
            throws RollbackException, SystemException {
        // Liberty enlists what has a name in the thread's transaction only.
        return transaction.equals(liberty.manager().getTransaction())
                ? liberty.enlist(journal, journal.journalId())
                : transaction.enlistResource(journal);
    }

    @Override
    public void registerRecovery(JournalRecoveryHandle journal) {
        Class<?> type = liberty.factoryType();
        Object factory = new JournalFactory(journal.journalId()).as(type);
        try {
            Runnable end = PublishedServices.publish(
                    type,
                    factory,
                    Map.of(LibertyTransactions.PROPERTY, journal.journalId().toString()));
            registered.add(new Registration(journal, end));
        } catch (IllegalStateException refused) {
            throw new RecoveryUnavailableException(
                    "Journal " + journal.journalId() + " cannot be registered with Liberty's recovery: "
                            + refused.getMessage(),
                    refused);
        }
    }

    /** Does not wait for an attempt of recovery that uses the journal: it fails then, and Liberty tries again later. */
    @Override
    public void unregisterRecovery(JournalRecoveryHandle journal) {
        registered.stream()
                .filter(registration -> registration.isOf(journal))
                .findFirst()
                .ifPresent(registration -> {
                    registered.remove(registration);
                    registration.end.run();
                });
    }

    /** Remembers how a registration ends. */
    private record Registration(JournalRecoveryHandle journal, Runnable end) {

        /** The very object: a journal may be registered twice. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(JournalRecoveryHandle registeredAs) {
            return journal == registeredAs;
        }
    }
}
