package org.osgi.framework;

/** The part of OSGi's API that these tests need. */
public interface ServiceRegistration {
    void unregister();
}
