package io.ironjournal.liberty;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;

/**
 * The OSGi service registry, in which Liberty looks up factories. Applications cannot load OSGi's classes, but classes
 * of the server can.
 */
final class PublishedServices {

    private static final String PACKAGE = "org.osgi.framework.";

    private PublishedServices() {}

    /**
     * Publishes a service through the bundle of the server that contains its type.
     *
     * @param type an interface of the server
     * @param service the implementation
     * @param properties the properties by which it is found
     * @return unregisters the service
     * @throws IllegalStateException when the server does not allow it
     */
    static Runnable publish(Class<?> type, Object service, Map<String, String> properties) {
        ClassLoader server = type.getClassLoader();
        // OSGi accepts no other kind of map.
        @SuppressWarnings("JdkObsolete")
        Dictionary<String, String> dictionary = new Hashtable<>(properties);
        try {
            Object bundle = ServerMethod.of(load("FrameworkUtil", server), "getBundle", Class.class)
                    .call(null, type);
            Object context =
                    ServerMethod.of(load("Bundle", server), "getBundleContext").call(bundle);
            Object registration = ServerMethod.of(
                            load("BundleContext", server),
                            "registerService",
                            String.class,
                            Object.class,
                            Dictionary.class)
                    .call(context, type.getName(), service, dictionary);
            ServerMethod unregister = ServerMethod.of(load("ServiceRegistration", server), "unregister");
            return () -> end(registration, unregister);
        } catch (ClassNotFoundException | RollbackException | SystemException | RuntimeException refused) {
            throw new IllegalStateException(
                    "Cannot publish a service of type " + type.getName() + " in Liberty: " + refused, refused);
        }
    }

    private static Class<?> load(String name, ClassLoader server) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name, true, server);
    }

    private static void end(Object registration, ServerMethod unregister) {
        try {
            unregister.call(registration);
        } catch (RollbackException | SystemException | IllegalStateException ended) {
            // The server is stopping and has already unregistered it.
            return;
        }
    }
}
