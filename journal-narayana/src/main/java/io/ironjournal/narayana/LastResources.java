package io.ironjournal.narayana;

import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.ats.jta.resources.LastResourceCommitOptimisation;
import javax.transaction.xa.XAResource;
import org.jboss.tm.LastResource;

/**
 * Makes Narayana commit connections that are not XA resources last. Pools such as Agroal mark them with an interface of JBoss,
 * which Narayana does not recognize by default. It would commit them in any order, and they could fail after the journal has
 * committed.
 */
final class LastResources {

    private LastResources() {}

    /** Configures the interface of JBoss, unless another interface is already configured. */
    static void accept() {
        JTAEnvironmentBean jta = jtaPropertyManager.getJTAEnvironmentBean();
        String narayanas = LastResourceCommitOptimisation.class.getName();
        if (narayanas.equals(jta.getLastResourceOptimisationInterfaceClassName())) {
            jta.setLastResourceOptimisationInterface(LastResource.class);
        }
    }

    /** Returns whether Narayana commits a resource in one phase, before the decision. */
    static boolean isLast(XAResource resource) {
        Class<?> configured = jtaPropertyManager.getJTAEnvironmentBean().getLastResourceOptimisationInterface();
        return resource instanceof LastResource
                || resource instanceof LastResourceCommitOptimisation
                || (configured != null && configured.isInstance(resource));
    }
}
