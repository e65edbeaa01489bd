package io.ironjournal.liberty;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.Serializable;
import java.util.UUID;
import javax.transaction.xa.XAResource;

/**
 * The transaction service of Liberty, used through its public API {@code com.ibm.tx.jta}.
 *
 * @param managers returns the transaction manager
 * @param registries returns the registry
 * @param naming registers how recovery finds a resource
 * @param enlisting enlists a resource that was registered by {@code naming}
 * @param factoryType the type of the factories that recovery looks up
 */
record LibertyTransactions(
        ServerMethod managers,
        ServerMethod registries,
        ServerMethod naming,
        ServerMethod enlisting,
        Class<?> factoryType) {

    /** Never changes, because the server's log contains it in the filter by which recovery finds a journal. */
    static final String PROPERTY = "io.ironjournal.journal";

    private static final String PACKAGE = "com.ibm.tx.jta.";

    /**
     * Finds the transaction service.
     *
     * @param loader the application's class loader
     * @throws IllegalStateException outside of Liberty, or when the service is missing; the message says what to add
     */
    static LibertyTransactions of(ClassLoader loader) {
        Class<?> manager = load("ExtendedTransactionManager", loader);
        if (!TransactionManager.class.isAssignableFrom(manager)) {
            throw new IllegalStateException(
                    "Cannot use Liberty's transaction service, because it is not that of Jakarta EE. In server.xml, replace"
                            + " features of Java EE by those of Jakarta EE 10 or later");
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
                    "Cannot use journal-liberty, because the class " + PACKAGE + name + " is missing. journal-liberty"
                            + " works in Open Liberty only. Add a feature that includes transactions, such as cdi-4.0 with"
                            + " jdbc-4.3, and make the server's API visible to the application (apiTypeVisibility ibm-api)",
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
     * Enlists a journal in the transaction of the thread. Liberty writes two texts to its log: the filter and the id.
     *
     * @return the result of the transaction manager
     */
    boolean enlist(XAResource resource, UUID journal) throws RollbackException, SystemException {
        TransactionManager manager = manager();
        int recoveryId = (Integer) naming.call(manager, filter(journal), journal.toString());
        if (recoveryId < 0) {
            throw new SystemException("Cannot enlist journal " + journal
                    + ", because Liberty's transaction service accepts no resources: it is"
                    + " stopping, or the recovery of its log failed. See messages.log of the server");
        }
        return (Boolean) enlisting.call(manager, resource, recoveryId);
    }

    static String filter(UUID journal) {
        return "(" + PROPERTY + "=" + journal + ")";
    }
}
