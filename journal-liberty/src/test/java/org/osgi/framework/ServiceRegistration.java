package org.osgi.framework;

/** As much of OSGi as Liberty needs here. */
public interface ServiceRegistration {
    void unregister();
}
