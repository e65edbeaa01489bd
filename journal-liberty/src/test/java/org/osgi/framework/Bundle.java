package org.osgi.framework;

/** The part of OSGi's API that these tests need. */
public interface Bundle {
    BundleContext getBundleContext();
}
