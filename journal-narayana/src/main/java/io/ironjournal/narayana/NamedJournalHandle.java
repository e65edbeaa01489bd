package io.ironjournal.narayana;

import io.ironjournal.jta.JournalRecoveryHandle;
import javax.transaction.xa.XAResource;
import org.jboss.tm.XAResourceWrapper;

/**
 * A journal's handle with the stable name that Narayana, and WildFly around it, want from a resource. Serialized into
 * Narayana's log.
 */
final class NamedJournalHandle extends JournalRecoveryHandle implements XAResourceWrapper {

    /** Never changes: logs outlive upgrades. */
    private static final long serialVersionUID = 1L;

    NamedJournalHandle(JournalRecoveryHandle journal) {
        super(journal);
    }

    @Override
    public XAResource getResource() {
        return this;
    }

    @Override
    public String getProductName() {
        return "IronJournal";
    }

    @Override
    public String getProductVersion() {
        // Of the product's behaviour in a log, not of a release: a log says nothing that depends on it.
        return "1";
    }

    @Override
    public String getJndiName() {
        return "io.ironjournal/" + journalId();
    }
}
