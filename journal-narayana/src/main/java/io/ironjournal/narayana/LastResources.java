package io.ironjournal.narayana;

import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.ats.jta.resources.LastResourceCommitOptimisation;
import org.jboss.tm.LastResource;

/**
 * Connections that are no XA resources. Pools such as Agroal's mark them with JBoss's interface, which Narayana does not know by
 * itself. It would prepare them like others, and they may refuse after the journal has committed.
 */
final class LastResources {

    private LastResources() {}

    /** Makes Narayana commit them last, unless another interface is set already. */
    static void accept() {
        JTAEnvironmentBean jta = jtaPropertyManager.getJTAEnvironmentBean();
        String narayanas = LastResourceCommitOptimisation.class.getName();
        if (narayanas.equals(jta.getLastResourceOptimisationInterfaceClassName())) {
            jta.setLastResourceOptimisationInterface(LastResource.class);
        }
    }
}
