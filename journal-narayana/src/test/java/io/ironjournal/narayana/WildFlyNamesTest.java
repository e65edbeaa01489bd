package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.IntegrationException;
import io.ironjournal.Journal;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that WildFly's transaction manager and registry are used, which are not those of Narayana's own settings. */
class WildFlyNamesTest {

    private static final TransactionManager MANAGER = proxy(TransactionManager.class);
    private static final TransactionSynchronizationRegistry REGISTRY = proxy(TransactionSynchronizationRegistry.class);

    private static final Map<String, Object> BOUND =
            Map.of("java:jboss/TransactionManager", MANAGER, "java:jboss/TransactionSynchronizationRegistry", REGISTRY);

    private NarayanaIntegration integration;

    /** The JNDI context that a server provides for its applications. */
    public static final class ServerContexts implements InitialContextFactory {

        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            return (Context) Proxy.newProxyInstance(
                    WildFlyNamesTest.class.getClassLoader(), new Class<?>[] {Context.class}, (self, method, args) -> {
                        Object bound = method.getName().equals("lookup") ? BOUND.get(args[0]) : null;
                        if (bound == null) {
                            throw new NameNotFoundException(method.getName());
                        }
                        return bound;
                    });
        }
    }

    private static <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                WildFlyNamesTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> null));
    }

    @BeforeEach
    void startNarayana() {
        assertNotNull(TestNarayana.get());
        integration = new NarayanaIntegration();
    }

    @AfterEach
    void leaveServer() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    }

    @Test
    void managerAndRegistry_inWildFly_areFromServer() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, ServerContexts.class.getName());
        assertSame(MANAGER, integration.getTransactionManager());
        assertSame(REGISTRY, integration.getTransactionSynchronizationRegistry());
    }

    @Test
    void logInAJournal_inWildFly_isRefused(@TempDir Path directory) {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, ServerContexts.class.getName());
        try (Journal journal = Journal.open(directory)) {
            IntegrationException refused =
                    assertThrows(IntegrationException.class, () -> integration.keepLogIn(journal));
            assertTrue(
                    refused.getMessage().endsWith("because the server has its own log. Remove the key transaction-log"),
                    refused.getMessage());
        }
    }

    @Test
    void managerAndRegistry_outsideServer_areFromNarayana() {
        assertNotSame(MANAGER, integration.getTransactionManager());
        assertNotNull(integration.getTransactionManager());
        assertNotNull(integration.getTransactionSynchronizationRegistry());
    }
}
