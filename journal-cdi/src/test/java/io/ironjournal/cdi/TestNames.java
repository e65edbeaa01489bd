package io.ironjournal.cdi;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** The JNDI names of a server. */
public final class TestNames implements InitialContextFactory {

    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    /** Binds an object while work runs. */
    static void with(String name, Object object, Runnable action) {
        BOUND.put(name, object);
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, TestNames.class.getName());
        try {
            action.run();
        } finally {
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
            BOUND.remove(name);
        }
    }

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        return new InitialContext(true) {

            @Override
            public Object lookup(String name) throws NamingException {
                Object found = BOUND.get(name);
                if (found == null) {
                    throw new NameNotFoundException(name);
                }
                return found;
            }
        };
    }
}
