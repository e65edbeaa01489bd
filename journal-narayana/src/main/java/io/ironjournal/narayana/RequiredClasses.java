package io.ironjournal.narayana;

import java.util.List;

/**
 * The classes of {@code com.arjuna} and {@code org.jboss.tm} that this module needs. Narayana works without some of
 * them, and a server may hide them from an application. They are checked once, when the integration is created, so that
 * a recovery scan does not fail later.
 */
final class RequiredClasses {

    private static final List<String> NARAYANA = List.of(
            "com.arjuna.ats.jta.TransactionManager",
            "com.arjuna.ats.jta.common.jtaPropertyManager",
            "com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper",
            "com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule");

    private static final List<String> JBOSS = List.of(
            "org.jboss.tm.LastResource",
            "org.jboss.tm.XAResourceRecovery",
            "org.jboss.tm.XAResourceRecoveryRegistry",
            "org.jboss.tm.XAResourceWrapper");

    private RequiredClasses() {}

    /**
     * Checks that the classes are available.
     *
     * @throws IllegalStateException when one is missing; the message says what to add
     */
    static void check() {
        NARAYANA.forEach(name -> check(name, "Narayana"));
        JBOSS.forEach(name -> check(name, "org.jboss:jboss-transaction-spi"));
    }

    private static void check(String name, String dependency) {
        try {
            Class.forName(name, false, RequiredClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new IllegalStateException(
                    "Cannot use journal-narayana, because the class " + name + " is missing. Add " + dependency
                            + " to the class path. On WildFly, use the unchanged journal-narayana.jar, whose"
                            + " manifest names the modules, or add the modules org.jboss.jts and"
                            + " org.jboss.jboss-transaction-spi to WEB-INF/jboss-deployment-structure.xml",
                    missing);
        }
    }
}
