package org.osgi.framework;

import com.ibm.tx.jta.LibertyServer;

/** As much of OSGi as Liberty needs here. */
public final class FrameworkUtil {

    private FrameworkUtil() {}

    public static Bundle getBundle(Class<?> type) {
        return () -> LibertyServer.current().services();
    }
}
