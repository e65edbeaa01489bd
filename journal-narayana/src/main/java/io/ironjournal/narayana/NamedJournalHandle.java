package io.ironjournal.narayana;

import io.ironjournal.jta.JournalRecoveryHandle;
import java.io.IOException;
import java.io.ObjectInputStream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jboss.tm.XAResourceWrapper;

/** A journal's handle with the stable name that Narayana and WildFly need. Narayana serializes it into its log. */
class NamedJournalHandle extends JournalRecoveryHandle implements XAResourceWrapper {

    /** Never changes, because logs outlive upgrades. */
    private static final long serialVersionUID = 1L;

    /** Whether this object was read from Narayana's log, after a crash. */
    private transient boolean fromLog;

    NamedJournalHandle(JournalRecoveryHandle journal) {
        super(journal);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        fromLog = true;
    }

    /**
     * Commits. After a crash Narayana commits what its log says, also where the journal had committed before the crash. The
     * journal then does not know the branch any more. Narayana takes that answer for success, but logs it as a warning
     * with a stack trace; so the handle answers with success itself.
     */
    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        try {
            super.commit(xid, onePhase);
        } catch (XAException failed) {
            if (onePhase || !fromLog || failed.errorCode != XAException.XAER_NOTA) {
                throw failed;
            }
        }
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
        // Constant over releases, because nothing in the log depends on it.
        return "1";
    }

    @Override
    public String getJndiName() {
        return "io.ironjournal/" + journalId();
    }
}
