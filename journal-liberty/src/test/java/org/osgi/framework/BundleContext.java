package org.osgi.framework;

import java.util.Dictionary;

/** The part of OSGi's API that these tests need. */
public interface BundleContext {
    ServiceRegistration registerService(String type, Object service, Dictionary<String, ?> properties);
}
