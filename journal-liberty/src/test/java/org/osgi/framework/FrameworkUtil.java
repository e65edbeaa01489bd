package org.osgi.framework;

import com.ibm.tx.jta.LibertyServer;

/** The part of OSGi's API that these tests need. */
public final class FrameworkUtil {

    private FrameworkUtil() {}

    public static Bundle getBundle(Class<?> type) {
        return () -> LibertyServer.current().services();
    }
}
