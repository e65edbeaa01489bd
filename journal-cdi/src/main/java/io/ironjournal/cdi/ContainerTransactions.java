package io.ironjournal.cdi;

import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.jta.RecoveryUnavailableException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger.Level;
import java.util.function.Function;

/** Finds the transaction manager and its registry: beans of the container, or otherwise those of the integration. */
@Dependent
class ContainerTransactions {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.cdi");

    private final Instance<TransactionManager> managers;
    private final Instance<TransactionSynchronizationRegistry> registries;
    private final Instance<UserTransaction> userTransactions;

    @Inject
    ContainerTransactions(
            Instance<TransactionManager> managers,
            Instance<TransactionSynchronizationRegistry> registries,
            Instance<UserTransaction> userTransactions) {
        this.managers = managers;
        this.registries = registries;
        this.userTransactions = userTransactions;
    }

    TransactionManager manager() {
        return find(managers, JournalTransactionIntegration::getTransactionManager, "TransactionManager");
    }

    TransactionSynchronizationRegistry registry() {
        return find(
                registries,
                JournalTransactionIntegration::getTransactionSynchronizationRegistry,
                "TransactionSynchronizationRegistry");
    }

    /**
     * Logs a warning when the container does not know the transaction manager. Such a container notifies transactional
     * observers immediately, without a warning of its own.
     */
    void warnOf(String transactionalObserver) {
        if (!transactionalObserver.isEmpty() && userTransactions.isUnsatisfied()) {
            LOGGER.log(
                    Level.WARNING,
                    "The observer " + transactionalObserver
                            + " waits for a phase of the transaction, but this container"
                            + " does not know the transaction manager, because it has no UserTransaction bean. It notifies"
                            + " the observer immediately, even if the transaction rolls back later. On Weld SE, add the"
                            + " modules journal-weld and org.jboss.weld.module:weld-jta");
        }
    }

    private static <T> T find(Instance<T> beans, Function<JournalTransactionIntegration, T> lookup, String type) {
        if (beans.isAmbiguous()) {
            throw new DeploymentException("The container has several beans of type " + type
                    + ", and the journal needs exactly one. Remove the others");
        }
        if (beans.isResolvable()) {
            return beans.get();
        }
        try {
            return lookup.apply(JournalTransactionIntegration.require());
        } catch (RecoveryUnavailableException none) {
            throw new DeploymentException(
                    "The journal finds no " + type + ", because the container has no such bean. In Quarkus, add"
                            + " quarkus-narayana-jta to the application. On other platforms: " + none.getMessage(),
                    none);
        }
    }
}
