package io.ironjournal.narayana;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The names under which WildFly binds its transaction manager and registry. Narayana's own settings name another
 * registry, which is for distributed transactions and fails in transactions of the server.
 */
final class WildFlyNames {

    private static final String PREFIX = "java:jboss/";

    private WildFlyNames() {}

    /**
     * Looks up an object.
     *
     * @param name the name in WildFly, without the prefix
     * @param type the type of the object
     * @return the object; empty outside of WildFly
     */
    // Safe: the names are constants, and only the server binds names under this prefix.
    @SuppressWarnings("BanJNDI")
    static <T> Optional<T> find(String name, Class<T> type) {
        try {
            Object found = new InitialContext().lookup(PREFIX + name);
            return type.isInstance(found) ? Optional.of(type.cast(found)) : Optional.empty();
        } catch (NamingException notBound) {
            return Optional.empty();
        }
    }
}
