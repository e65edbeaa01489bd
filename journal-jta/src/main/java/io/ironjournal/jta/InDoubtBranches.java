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
 * The branches of a journal that are in doubt: prepared and not decided. For operators. Thread-safe.
 *
 * <p>A branch in doubt has its record in the commit log. A branch that the transaction manager decides in the same log has
 * none before the decision, and blocks nobody. A branch in doubt blocks no reader. It blocks these writers until it is decided:
 *
 * <ul>
 *   <li>All writes to a stream of which it {@linkplain io.ironjournal.TxnWriter#expect expects} a position wait.
 *   <li>Other transactions that expect a position of a stream for which it has entries wait before they are prepared.
 *   <li>A write of a producer fails with {@link io.ironjournal.ProducerConflictException} if the branch moves that producer.
 *   <li>A move of a cursor fails with {@link io.ironjournal.CursorConflictException} if the branch moves that cursor.
 * </ul>
 *
 * <p>The waits end after {@link io.ironjournal.JournalOptions#writeTimeout()} with a {@link
 * io.ironjournal.WriteTimeoutException}. The record of the branch stays in the commit log.
 *
 * <p>Normally the transaction manager decides these branches by its recovery. A decision by hand overrides it and may
 * contradict it. Before you decide a branch, look at the log of the transaction manager and at the other participants
 * of the transaction. The transaction manager is not notified. When it asks later, the branch is unknown, which it
 * treats as completed.
 *
 * @since 0.1.0
 */
public final class InDoubtBranches {

    private final XaJournal journal;

    /**
     * Creates a view of the branches of a journal.
     *
     * @param journal an open journal, not null; this object does not close it
     * @throws IllegalStateException when another open journal of this process has the same id, as a journal and its
     *     restored backup have
     * @since 0.1.0
     */
    public InDoubtBranches(Journal journal) {
        this.journal = XaJournals.register(journal);
    }

    /**
     * Returns the branches in doubt.
     *
     * @return a snapshot, oldest first
     * @throws UnacceptedLossException when the list may be wrong, see {@link #losses()}
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    public List<InDoubtBranch> list() {
        return journal.inDoubt();
    }

    /**
     * Returns the losses of acknowledged data that are not accepted yet. While there are any, the journal answers
     * {@code XAER_RMFAIL} when the transaction manager asks about branches that began before the loss. The transaction
     * manager then keeps its log.
     *
     * @return one sentence for each loss, oldest first; empty when nothing is lost
     * @since 0.1.0
     */
    public List<String> losses() {
        return journal.transactions().unacceptedLosses();
    }

    /**
     * Durably accepts all losses. {@link Transactions#acceptLoss()} says what to compare first. Afterwards the next
     * recovery scan of the transaction manager commits the branches that its log contains. Later scans roll back the
     * others. A branch whose COMMIT was lost has no decision any more: if a database has committed its transaction, accept
     * the loss while recovery does not run, and decide the branch by hand. Has no effect when there is no loss.
     *
     * @throws io.ironjournal.JournalIOException when the acceptance cannot be recorded; the losses are not accepted
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    public void acceptLoss() {
        journal.transactions().acceptLoss();
    }

    /**
     * Returns whether the journal was restored from a backup, and its recovery was not released since. If the log of the
     * transaction manager is in this journal, its recovery then decides nothing, in no resource. New transactions are not
     * affected. If the log is elsewhere, this has no effect.
     *
     * @return whether recovery waits for {@link #releaseRecovery()}
     * @since 0.1.0
     */
    public boolean isRecoveryHeld() {
        return journal.transactions().isRecoveryHeld();
    }

    /**
     * Durably releases the recovery of a restored journal. {@link Transactions#releaseRecovery()} says what to do first. The
     * next scan of the transaction manager commits the branches whose decision is in the journal. Later scans roll back the
     * others, in all resources. Has no effect if recovery is not held.
     *
     * @throws io.ironjournal.JournalIOException when the release cannot be recorded; recovery is still held
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    public void releaseRecovery() {
        journal.transactions().releaseRecovery();
    }

    /**
     * Commits a prepared branch. Its entries are durable when this returns.
     *
     * @param xid the Xid of the branch; not null
     * @throws IllegalArgumentException when the Xid is not valid
     * @see #commit(BranchId)
     * @since 0.1.0
     */
    public void commit(Xid xid) {
        commit(id(xid));
    }

    /**
     * Commits a prepared branch. Its entries are durable when this returns.
     *
     * @param id the id of the branch; not null
     * @throws UnknownBranchException when there is no such branch, for example because it has been decided meanwhile
     * @throws IllegalStateException when the branch is not prepared
     * @throws UnacceptedLossException when the answer may be wrong because of a loss, see {@link #losses()}
     * @throws io.ironjournal.WriteTimeoutException when the entries must be read from the log and memory for them is
     *     not available in time; the branch stays in doubt
     * @throws io.ironjournal.CorruptionException when the entries must be read from the log and are damaged; the branch
     *     stays in doubt
     * @throws io.ironjournal.JournalIOException when the entries must be read from the log and cannot be read; the
     *     branch stays in doubt
     * @throws JournalFailedException when the journal has failed; the branch stays in doubt, or {@link
     *     JournalFailedException#outcomeUnknown()} is true and the branch may be committed when the journal is opened
     *     again
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    public void commit(BranchId id) {
        new BranchOutcome(journal).decide(id, true);
    }

    /**
     * Rolls back a prepared branch.
     *
     * @param xid the Xid of the branch; not null
     * @throws IllegalArgumentException when the Xid is not valid
     * @see #rollback(BranchId)
     * @since 0.1.0
     */
    public void rollback(Xid xid) {
        rollback(id(xid));
    }

    /**
     * Rolls back a prepared branch. After a power failure the branch may be in doubt again.
     *
     * @param id the id of the branch; not null
     * @throws UnknownBranchException when there is no such branch, for example because it has been decided meanwhile
     * @throws IllegalStateException when the branch is not prepared
     * @throws UnacceptedLossException when the answer may be wrong because of a loss, see {@link #losses()}
     * @throws JournalFailedException when the journal has failed; the branch stays in doubt
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
