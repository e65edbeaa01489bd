package io.ironjournal.liberty;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.Serializable;
import java.util.UUID;
import javax.transaction.xa.XAResource;

/**
 * Liberty's transaction service, by its public API {@code com.ibm.tx.jta}.
 *
 * @param managers finds the transaction manager
 * @param registries finds the registry
 * @param naming tells the transaction manager how its recovery finds a resource
 * @param enlisting enlists a resource that was named
 * @param factoryType what recovery looks for
 */
record LibertyTransactions(
        ServerMethod managers,
        ServerMethod registries,
        ServerMethod naming,
        ServerMethod enlisting,
        Class<?> factoryType) {

    /** Never changes: it is in the server's log, in the filter by which recovery finds a journal. */
    static final String PROPERTY = "io.ironjournal.journal";

    private static final String PACKAGE = "com.ibm.tx.jta.";

    /**
     * Finds the transaction service.
     *
     * @param loader the application's class loader
     * @throws IllegalStateException when it is not that of Liberty, or has none; the message says what to add
     */
    static LibertyTransactions of(ClassLoader loader) {
        Class<?> manager = load("ExtendedTransactionManager", loader);
        if (!TransactionManager.class.isAssignableFrom(manager)) {
            throw new IllegalStateException(
                    "Liberty's transaction service is not that of Jakarta EE: replace features of"
                            + " Java EE in server.xml by those of Jakarta EE 10 or later");
        }
        return new LibertyTransactions(
                ServerMethod.of(load("TransactionManagerFactory", loader), "getTransactionManager"),
                ServerMethod.of(
                        load("TransactionSynchronizationRegistryFactory", loader),
                        "getTransactionSynchronizationRegistry"),
                ServerMethod.of(manager, "registerResourceInfo", String.class, Serializable.class),
                ServerMethod.of(manager, "enlist", XAResource.class, int.class),
                load("XAResourceFactory", loader));
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(PACKAGE + name, true, loader);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new IllegalStateException(
                    "The class " + PACKAGE + name + " is missing, which journal-liberty needs: it works in Open Liberty"
                            + " only, with a feature that brings transactions, such as cdi-4.0 with jdbc-4.3, and for"
                            + " applications that may see the server's API (apiTypeVisibility ibm-api)",
                    missing);
        }
    }

    TransactionManager manager() {
        return (TransactionManager) found(managers);
    }

    TransactionSynchronizationRegistry registry() {
        return (TransactionSynchronizationRegistry) found(registries);
    }

    private static Object found(ServerMethod factory) {
        try {
            return factory.call(null);
        } catch (RollbackException | SystemException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * Enlists a journal in the thread's transaction. What Liberty writes to its log are two texts.
     *
     * @return what the transaction manager returned
     */
    boolean enlist(XAResource resource, UUID journal) throws RollbackException, SystemException {
        TransactionManager manager = manager();
        int recoveryId = (Integer) naming.call(manager, filter(journal), journal.toString());
        if (recoveryId < 0) {
            throw new SystemException(
                    "Liberty's transaction service accepts no resources: it is stopping, or the recovery"
                            + " of its log failed; see messages.log of the server");
        }
        return (Boolean) enlisting.call(manager, resource, recoveryId);
    }

    static String filter(UUID journal) {
        return "(" + PROPERTY + "=" + journal + ")";
    }
}
