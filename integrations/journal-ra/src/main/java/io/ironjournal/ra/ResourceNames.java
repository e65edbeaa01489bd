package io.ironjournal.ra;

import jakarta.resource.spi.ConnectionManager;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import javax.transaction.xa.XAResource;

/**
 * Names the resources of endpoints in WildFly, whose transaction log contains the names of resources. If WildFly is killed
 * after the last commit of a transaction, recovery finds the branch in no resource. It then removes its record only if the
 * record names a resource that was scanned. WildFly scans the resources of connection factories by their names, and names
 * their connections; it does not name the resources of endpoints. All these resources are of one journal. So an endpoint's
 * resource gets the name of a connection factory, by the method with which WildFly names a connection.
 *
 * <p>This method is called by reflection. Servers without it, such as Open Liberty, need no name.
 */
final class ResourceNames {

    private static final int PARAMETERS = 8;

    private final Set<ConnectionManager> managers =
            Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    private record Named(String name, ConnectionManager manager) {}

    /** Adds the connection manager of a connection factory. The server may set its name later. */
    void add(ConnectionManager manager) {
        managers.add(manager);
    }

    /** Returns a resource that has a name, which is the same after each start; the given one if the server has no names. */
    XAResource name(EndpointResource resource) {
        return named().stream()
                .min(Comparator.comparing(Named::name))
                .flatMap(first -> wrap(resource, first))
                .orElse(resource);
    }

    private List<Named> named() {
        synchronized (managers) {
            return managers.stream()
                    .flatMap(manager -> nameOf(manager).map(name -> new Named(name, manager)).stream())
                    .toList();
        }
    }

    private static Optional<String> nameOf(ConnectionManager manager) {
        try {
            Object name = manager.getClass().getMethod("getJndiName").invoke(manager);
            return name instanceof String text ? Optional.of(text) : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException none) {
            return Optional.empty();
        }
    }

    private static Optional<XAResource> wrap(EndpointResource resource, Named named) {
        try {
            Method server = named.manager.getClass().getMethod("getTransactionIntegration");
            Optional<Method> wrap = Arrays.stream(server.getReturnType().getMethods())
                    .filter(method -> method.getName().equals("createXAResourceWrapper")
                            && method.getParameterCount() == PARAMETERS)
                    .findFirst();
            if (wrap.isEmpty()) {
                return Optional.empty();
            }
            // Without padded ids, an answer for isSameRM, a rank among resources, and statistics. The version is
            // constant
            // over releases, because nothing in the log depends on it.
            Object wrapper = wrap.get()
                    .invoke(
                            server.invoke(named.manager),
                            resource,
                            false,
                            null,
                            "IronJournal",
                            "1",
                            named.name,
                            false,
                            null);
            return wrapper instanceof XAResource wrapped ? Optional.of(wrapped) : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException none) {
            return Optional.empty();
        }
    }
}
