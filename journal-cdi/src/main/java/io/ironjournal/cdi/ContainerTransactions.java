package io.ironjournal.cdi;

import io.ironjournal.jta.JournalTransactionIntegration;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Function;

/** The container's transaction manager and its registry: its beans where it has them, else by the integration. */
@Dependent
class ContainerTransactions {

    private final Instance<TransactionManager> managers;
    private final Instance<TransactionSynchronizationRegistry> registries;

    @Inject
    ContainerTransactions(
            Instance<TransactionManager> managers, Instance<TransactionSynchronizationRegistry> registries) {
        this.managers = managers;
        this.registries = registries;
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

    private static <T> T find(Instance<T> beans, Function<JournalTransactionIntegration, T> lookup, String type) {
        if (beans.isAmbiguous()) {
            throw new DeploymentException("The journal cannot choose among several beans of type " + type);
        }
        if (beans.isResolvable()) {
            return beans.get();
        }
        return JournalTransactionIntegration.find()
                .map(lookup)
                .orElseThrow(() -> new DeploymentException("The journal finds no " + type
                        + ": make the container's one a bean, or add journal-narayana and Narayana"));
    }
}
