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
 * The SPI implementation for Open Liberty, for applications with the journal in their WAR. The ServiceLoader creates
 * it.
 *
 * <p>After a crash, Liberty tries once a minute to recover. The first attempt after the start of the application
 * commits in the journal the transactions that were decided before the crash.
 *
 * @since 0.1.0
 */
public final class LibertyIntegration implements JournalTransactionIntegration {

    private final LibertyTransactions liberty;
    private final List<Registration> registered = new CopyOnWriteArrayList<>();

    /**
     * Creates the integration; the ServiceLoader calls this.
     *
     * @throws IllegalStateException outside of Open Liberty, and when its transaction service is missing; the message
     *     says what to add
     * @since 0.1.0
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
        // Liberty enlists a named resource only in the transaction of the thread.
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
                    "Cannot register journal " + journal.journalId() + " with Liberty's recovery: "
                            + refused.getMessage(),
                    refused);
        }
    }

    /**
     * Does not wait for a recovery attempt that uses the journal. That attempt fails, and Liberty tries again later.
     */
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

    /** Keeps how a registration is undone. */
    private record Registration(JournalRecoveryHandle journal, Runnable end) {

        /** Compares identities, because the same journal may be registered twice. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(JournalRecoveryHandle registeredAs) {
            return journal == registeredAs;
        }
    }
}
