package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.transaction.UnacceptedLossException;
import io.ironjournal.transaction.UnknownBranchException;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;

/**
 * The branches of a journal that are prepared and undecided, for operators. They do no harm while they wait: they hold up
 * neither readers nor writers, only the recycling of the commit log is told to carry them along.
 *
 * <p>To decide one by hand is to overrule the transaction manager, which may have decided otherwise: look at its log,
 * and at what the other participants of the transaction did, first. The transaction manager is not told; when it asks
 * later, the branch is unknown, which it takes for done.
 *
 * @since 0.1.0
 */
public final class InDoubtBranches {

    private final OpenJournal journal;

    /**
     * Looks at a journal.
     *
     * @param journal an open journal
     * @since 0.1.0
     */
    public InDoubtBranches(Journal journal) {
        this.journal = OpenJournals.register(journal);
    }

    /**
     * Lists them.
     *
     * @return a snapshot, oldest first
     * @throws UnacceptedLossException when the list may be wrong, see {@link #losses()}
     * @since 0.1.0
     */
    public List<InDoubtBranch> list() {
        return journal.inDoubt();
    }

    /**
     * Tells what acknowledged data was cut off the log and not accepted since. Until it is, the transaction manager is
     * answered {@code XAER_RMFAIL} whenever it asks about branches that began before, and keeps its log.
     *
     * @return a sentence for each cut, oldest first
     * @since 0.1.0
     */
    public List<String> losses() {
        return journal.transactions().unacceptedLosses();
    }

    /**
     * Accepts what was lost; see {@link Transactions#acceptLoss()} about what to compare first. Then the transaction
     * manager's next scan commits what its log says, and rolls back what it does not know.
     *
     * @since 0.1.0
     */
    public void acceptLoss() {
        journal.transactions().acceptLoss();
    }

    /**
     * Commits a branch.
     *
     * @param xid the branch, as its transaction manager calls it
     * @throws IllegalArgumentException when that is no valid Xid
     * @see #commit(BranchId)
     * @since 0.1.0
     */
    public void commit(Xid xid) {
        commit(id(xid));
    }

    /**
     * Commits a branch.
     *
     * @param id the branch
     * @throws UnknownBranchException when there is no such branch, perhaps because it was decided meanwhile
     * @throws IllegalStateException when it is not prepared
     * @throws JournalFailedException when the journal failed; the branch stays in doubt
     * @since 0.1.0
     */
    public void commit(BranchId id) {
        new BranchOutcome(journal).decide(id, true);
    }

    /**
     * Rolls a branch back.
     *
     * @param xid the branch, as its transaction manager calls it
     * @throws IllegalArgumentException when that is no valid Xid
     * @see #rollback(BranchId)
     * @since 0.1.0
     */
    public void rollback(Xid xid) {
        rollback(id(xid));
    }

    /**
     * Rolls a branch back.
     *
     * @param id the branch
     * @throws UnknownBranchException when there is no such branch, perhaps because it was decided meanwhile
     * @throws IllegalStateException when it is not prepared
     * @throws JournalFailedException when the journal failed; the branch stays in doubt
     * @since 0.1.0
     */
    public void rollback(BranchId id) {
        new BranchOutcome(journal).decide(id, false);
    }

    private static BranchId id(Xid xid) {
        try {
            return BranchIds.of(xid);
        } catch (XAException invalid) {
            throw new IllegalArgumentException("Not a valid Xid: " + xid, invalid);
        }
    }

    @Override
    public String toString() {
        return "InDoubtBranches[" + journal.journal() + "]";
    }
}
