package io.ironjournal.narayana;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionImple;
import io.ironjournal.jta.JournalRecoveryHandle;
import jakarta.transaction.Transaction;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.jboss.tm.FirstResource;

/**
 * The handle of the journal with Narayana's log, in a transaction whose decision commits the journal's branch. Narayana
 * prepares and commits it before all others.
 *
 * <p>That matters if a database votes for the commit and then refuses it. If such a database comes first, Narayana rolls
 * back all others, and reports that the transaction was rolled back, whatever they answer. The journal's branch is already
 * committed then. If the journal comes first, Narayana reports a mixed outcome.
 */
final class FirstJournalHandle extends NamedJournalHandle implements FirstResource {

    private static final long serialVersionUID = 1L;

    private final transient DeferredVotes votes;

    FirstJournalHandle(JournalRecoveryHandle journal, DeferredVotes votes) {
        super(journal);
        this.votes = votes;
    }

    /** Returns whether a transaction has no other first resource. Narayana refuses a second one. */
    static boolean canJoin(Transaction transaction) {
        return !(transaction instanceof TransactionImple found)
                || found.getResources().keySet().stream().noneMatch(FirstResource.class::isInstance);
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        return votes.offer(xid, () -> super.prepare(xid));
    }

    /** Narayana's log has the plain handle: after a crash the order makes no difference. */
    private Object writeReplace() {
        return new NamedJournalHandle(this);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("Only the plain handle is serialized");
    }
}
