package io.ironjournal.liberty;

import io.ironjournal.jta.JournalRecoveryHandle;
import java.util.UUID;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;

/** A journal's handle that Liberty's recovery uses after a crash. */
final class RecoveredJournalHandle extends JournalRecoveryHandle {

    private static final long serialVersionUID = 1L;

    RecoveredJournalHandle(UUID journalId) {
        super(journalId);
    }

    /**
     * Commits. Liberty commits what its log says, also where the journal had committed before the crash. The journal then
     * does not know the branch any more. Liberty takes that answer for success, but writes its stack trace to a file; so
     * the handle answers with success itself.
     */
    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        try {
            super.commit(xid, onePhase);
        } catch (XAException failed) {
            if (onePhase || failed.errorCode != XAException.XAER_NOTA) {
                throw failed;
            }
        }
    }
}
