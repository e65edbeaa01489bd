package io.ironjournal.narayana;

import java.util.List;

/**
 * The classes of {@code org.jboss.tm} that this module is written against. Narayana works without some of them, and a
 * server may hide them from an application. They are looked for once, when the integration is chosen, and not by a
 * recovery thread in the middle of a scan.
 */
final class JbossTransactionSpi {

    private static final List<String> CLASSES = List.of(
            "org.jboss.tm.LastResource",
            "org.jboss.tm.XAResourceRecovery",
            "org.jboss.tm.XAResourceRecoveryRegistry",
            "org.jboss.tm.XAResourceWrapper");

    private JbossTransactionSpi() {}

    /**
     * Fails when one of the classes is missing.
     *
     * @throws IllegalStateException with the name of the class, and what to add
     */
    static void require() {
        for (String name : CLASSES) {
            try {
                Class.forName(name, false, JbossTransactionSpi.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError missing) {
                throw new IllegalStateException(
                        "The class " + name + " is missing, which journal-narayana needs: add"
                                + " org.jboss:jboss-transaction-spi to the class path, or, on WildFly, the module"
                                + " org.jboss.jboss-transaction-spi to META-INF/jboss-deployment-structure.xml",
                        missing);
            }
        }
    }
}
