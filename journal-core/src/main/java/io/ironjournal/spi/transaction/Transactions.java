package io.ironjournal.spi.transaction;

import io.ironjournal.CorruptionException;
import io.ironjournal.DiskFullException;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.transaction.UnacceptedLossException;
import io.ironjournal.transaction.UnknownBranchException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The branches of distributed transactions in one journal. Thread-safe; any thread may complete any branch.
 *
 * <p>A branch is <em>active</em> from {@link #begin} on, <em>prepared</em> (in doubt) after {@link #prepare} returned
 * {@link Vote#PREPARED}, and forgotten after its outcome. An active branch lives in memory only and is gone after a
 * crash; a prepared one survives, in any number of crashes, until it is committed or rolled back. Entries get their ids
 * at commit, so a rollback leaves no gap and a branch in doubt holds up nobody.
 *
 * <p><strong>Failures.</strong> A call that throws leaves the branch as it was, with one exception: a {@link
 * JournalFailedException} with {@link JournalFailedException#outcomeUnknown()} means that the call may have taken effect
 * nevertheless, to be seen after reopening. A branch that was active has the state {@link BranchState#VOTE_UNKNOWN} or
 * {@link BranchState#OUTCOME_UNKNOWN} then; a prepared one stays prepared. A journal that has failed never says that it does
 * not know a branch.
 *
 * @since 0.1.0
 */
public interface Transactions {

    /**
     * Finds the transactions of a journal, also through decorators that extend {@link io.ironjournal.ForwardingJournal}
     * and through proxies.
     *
     * @param journal an open journal
     * @return what a transaction manager's side drives
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @throws IllegalArgumentException when the journal offers no transactions, because it does not pass on {@link
     *     Journal#unwrap}
     * @since 0.1.0
     */
    static Transactions of(Journal journal) {
        return journal.unwrap(Transactions.class)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "The journal " + journal
                                        + " offers no transactions. A decorator of a journal must pass unwrap on; extend ForwardingJournal."));
    }

    /**
     * Identifies the journal across restarts and copies of its directory's path.
     *
     * @return the id that it got when it was created
     * @since 0.1.0
     */
    UUID journalId();

    /**
     * Starts a branch.
     *
     * @param id the branch
     * @return the branch, active
     * @throws DuplicateBranchException when a branch with that id is active or prepared
     * @since 0.1.0
     */
    Branch begin(BranchId id);

    /**
     * Starts a branch, and keeps with it who works for it.
     *
     * @param id the branch
     * @param use is asked before the branch votes or ends
     * @return the branch, active
     * @throws DuplicateBranchException when a branch with that id is active or prepared
     * @since 0.1.0
     */
    Branch begin(BranchId id, BranchUse use);

    /**
     * Finds a branch that has not ended, whether it began in this opening of the journal or was found prepared.
     *
     * @param id the branch
     * @return the branch; empty when the journal knows none with that id
     * @throws UnacceptedLossException when that may be wrong
     * @since 0.1.0
     */
    Optional<Branch> find(BranchId id);

    /**
     * Counts the branches that were begun with a {@link BranchUse} and have not ended, whether they are prepared or not.
     *
     * @return how many there are; those that opening found are not counted
     * @since 0.1.0
     */
    int begun();

    /**
     * Fails when the journal is closed or has failed: it must not answer then as if it knew its branches.
     *
     * @throws JournalClosedException when it is closed
     * @throws JournalFailedException when it has failed
     * @since 0.1.0
     */
    void requireWorking();

    /**
     * Makes an active branch durable without deciding it: one record, one force. A branch without entries is forgotten
     * without I/O.
     *
     * @param id the branch
     * @return the vote
     * @throws UnknownBranchException when there is no such branch
     * @throws BranchStateException when it is prepared already, in use, or can only be rolled back
     * @throws DiskFullException when there is no space; the branch stays active
     * @throws WriteTimeoutException when memory or room in the log was waited for too long; the branch stays active
     * @throws JournalFailedException when the journal failed, now or earlier
     * @since 0.1.0
     */
    Vote prepare(BranchId id);

    /**
     * Commits a prepared branch: one small record, one force. Works on a full disk. May be repeated after it threw. Entries
     * that are no longer in memory, because prepared branches hold more than {@link
     * io.ironjournal.JournalOptions#maxMemtableMemory()} together, are read from the commit log before.
     *
     * @param id the branch
     * @return the ids that its entries got, by stream
     * @throws UnknownBranchException when there is no such branch, also when it was committed or rolled back before
     * @throws BranchStateException when it is active, not prepared
     * @throws WriteTimeoutException when its entries have to be read, and memory for them was waited for too long; the branch
     *     stays prepared
     * @throws CorruptionException when its entries have to be read, and are damaged; the branch stays prepared
     * @throws JournalFailedException when the journal failed, now or earlier; the branch stays prepared
     * @since 0.1.0
     */
    Map<String, IdRange> commit(BranchId id);

    /**
     * Commits an active branch without preparing it: one record, one force; none when it has no entries.
     *
     * @param id the branch
     * @return the ids that its entries got, by stream
     * @throws UnknownBranchException when there is no such branch
     * @throws BranchStateException when it is prepared, in use, or can only be rolled back
     * @throws DiskFullException when there is no space; the branch stays active
     * @throws WriteTimeoutException when memory or room in the log was waited for too long; the branch stays active
     * @throws JournalFailedException when the journal failed, now or earlier
     * @since 0.1.0
     */
    Map<String, IdRange> commitOnePhase(BranchId id);

    /**
     * Rolls a branch back, active or prepared. Nothing is forced: if the record of a prepared branch's rollback is lost
     * in a crash, the branch is in doubt again and the transaction manager, presuming abort, repeats it.
     *
     * @param id the branch
     * @throws UnknownBranchException when there is no such branch
     * @throws BranchStateException when it is active and in use
     * @throws JournalFailedException when it is prepared and the journal failed, now or earlier; or when the journal failed
     *     while it was prepared, so that it may be in doubt when the journal is reopened
     * @since 0.1.0
     */
    void rollback(BranchId id);

    /**
     * Lists the branches that are prepared and undecided.
     *
     * @return a snapshot, oldest first
     * @throws UnacceptedLossException when branches may be missing, or listed that were decided
     * @since 0.1.0
     */
    List<InDoubtBranch> inDoubt();

    /**
     * Tells what acknowledged data was cut off the log under {@link io.ironjournal.CorruptionPolicy#TRUNCATE} and not
     * accepted since, in this opening or an earlier one.
     *
     * <p>As long as there is such a loss, {@link #inDoubt()} fails, and so do calls on branches that are unknown, or that
     * opening found: the record that prepared or decided them may be lost. Branches begun since are not concerned.
     *
     * @return a sentence for each cut, oldest first
     * @since 0.1.0
     */
    List<String> unacceptedLosses();

    /**
     * Accepts what was lost, durably: from now on the branches that the journal knows count as all there are. Compare
     * what {@link io.ironjournal.RecoveryReport#inDoubt()} lists with the transaction manager's log first. A branch that
     * is listed may have been committed, and its entries be there; one that is not may have been prepared.
     *
     * @since 0.1.0
     */
    void acceptLoss();

    /**
     * Runs something once, when the journal is closed; at once, when it is closed already. A table of open journals takes
     * the journal out by this, so that a closed one can be collected.
     *
     * @param listener runs on the thread that closes the journal; must be short, and what it throws is ignored
     * @since 0.1.0
     */
    void whenClosed(Runnable listener);
}
