package io.ironjournal.liberty;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Creates the XA resource of a journal for Liberty's recovery, as a {@code com.ibm.tx.jta.XAResourceFactory}.
 *
 * @param journal the journal's id
 */
record JournalFactory(UUID journal) implements InvocationHandler {

    /** Returns a proxy that implements the type of the server. */
    Object as(Class<?> factoryType) {
        return Proxy.newProxyInstance(JournalFactory.class.getClassLoader(), new Class<?>[] {factoryType}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "getXAResource" -> new RecoveredJournalHandle(journal);
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> toString();
            // destroyXAResource: a handle needs no cleanup.
            default -> null;
        };
    }
}
