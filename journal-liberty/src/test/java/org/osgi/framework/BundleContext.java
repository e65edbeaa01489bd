package org.osgi.framework;

import java.util.Dictionary;

/** As much of OSGi as Liberty needs here. */
public interface BundleContext {
    ServiceRegistration registerService(String type, Object service, Dictionary<String, ?> properties);
}
