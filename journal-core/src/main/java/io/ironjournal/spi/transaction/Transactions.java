package io.ironjournal.spi.transaction;

import io.ironjournal.CorruptionException;
import io.ironjournal.DiskFullException;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.PositionConflictException;
import io.ironjournal.ProducerConflictException;
import io.ironjournal.TooManyProducersException;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.transaction.UnacceptedLossException;
import io.ironjournal.transaction.UnknownBranchException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The branches of distributed transactions in one journal. Thread-safe. Any thread may complete any branch.
 *
 * <p>A branch is <em>active</em> after {@link #begin}, <em>prepared</em> (in doubt) when {@link #prepare} has returned
 * {@link Vote#PREPARED}, and forgotten after its outcome. An active branch is in memory only, and a crash loses it. A
 * prepared branch survives any number of crashes until it is committed or rolled back. Only if {@link #deferVotes} let it
 * vote before the force, a crash may lose it. Entries get their ids at commit: therefore a rollback leaves no gap, and a
 * branch in doubt does not block plain writes to its streams. It blocks what depends on its outcome: writes to a stream of
 * which it {@linkplain Branch#expect expects} a position, votes that expect a position of a stream for which it has
 * entries, and writers of its producers and cursors.
 *
 * <p><strong>Failures.</strong> A call that throws leaves the branch unchanged, with one exception: a {@link
 * JournalFailedException} with {@link JournalFailedException#outcomeUnknown()} means that the call may have taken
 * effect. Opening the journal again shows whether it has. Until then a branch that was active has the state {@link
 * BranchState#VOTE_UNKNOWN} or {@link BranchState#OUTCOME_UNKNOWN}; a prepared branch stays prepared. A journal that
 * has failed never throws {@link UnknownBranchException}.
 *
 * <p>After the journal is closed, every method except {@link #journalId}, {@link #begun}, {@link #unacceptedLosses},
 * {@link #states}, {@link #deferVotes} and {@link #whenClosed} throws {@link JournalClosedException}.
 *
 * @since 0.1.0
 */
public interface Transactions {

    /**
     * Returns the transactions of a journal. Works through decorators that extend {@link
     * io.ironjournal.ForwardingJournal} and through proxies.
     *
     * @param journal an open journal
     * @return the transactions of the journal
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @throws IllegalArgumentException when the journal is a decorator that does not forward {@link Journal#unwrap}
     * @since 0.1.0
     */
    static Transactions of(Journal journal) {
        return journal.unwrap(Transactions.class)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "The journal " + journal
                                        + " has no transactions, because it does not forward unwrap. Make the decorator extend ForwardingJournal."));
    }

    /**
     * Returns the id of the journal. It stays the same across restarts, and when the directory is moved or copied.
     *
     * @return the id that was generated when the journal was created
     * @since 0.1.0
     */
    UUID journalId();

    /**
     * Begins a branch. Does no I/O. If the journal has failed, the branch begins, but nothing can be added to it.
     *
     * @param id the id of the branch
     * @return the branch, active
     * @throws DuplicateBranchException when a branch with that id is active or prepared
     * @since 0.1.0
     */
    Branch begin(BranchId id);

    /**
     * Begins a branch together with an object that says whether the branch is in use. Otherwise works as {@link
     * #begin(BranchId)}.
     *
     * @param id the id of the branch
     * @param use is called before the branch is prepared or ended
     * @return the branch, active
     * @throws DuplicateBranchException when a branch with that id is active or prepared
     * @since 0.1.0
     */
    Branch begin(BranchId id, BranchUse use);

    /**
     * Returns a branch that has not ended, whether it began since the journal was opened or recovery found it prepared.
     *
     * @param id the id of the branch
     * @return the branch; empty when the journal knows no branch with that id
     * @throws UnacceptedLossException when the answer may be wrong because records were lost
     * @since 0.1.0
     */
    Optional<Branch> find(BranchId id);

    /**
     * Returns the number of branches that were begun with a {@link BranchUse} and have not ended, prepared or not.
     *
     * @return the number of branches, without those that recovery found
     * @since 0.1.0
     */
    int begun();

    /**
     * Throws an exception if the journal is closed or has failed. Call it before an answer that would be wrong then,
     * such as an empty list of branches.
     *
     * @throws JournalClosedException when the journal is closed
     * @throws JournalFailedException when the journal has failed
     * @since 0.1.0
     */
    void requireWorking();

    /**
     * Prepares an active branch: makes its content durable without deciding it. Writes one record and forces it, unless
     * {@link #deferVotes} says otherwise. A branch without content is forgotten without I/O. Waits while another thread
     * writes a record of the branch.
     *
     * @param id the id of the branch
     * @return the vote
     * @throws UnknownBranchException when there is no such branch
     * @throws BranchStateException when the branch is already prepared, in use, or rollback-only
     * @throws DiskFullException when there is no space; the branch stays active
     * @throws PositionConflictException when a stream does not end where the branch {@linkplain Branch#expect expects}
     *     it; the branch stays active and unchanged. Roll it back, because its content was decided by another position
     * @throws ProducerConflictException when another writer has moved a producer since {@link Branch#advance(String,
     *     long)} returned true; the branch stays active and unchanged. Roll it back
     * @throws TooManyProducersException when a producer of the branch is new and there are too many; the branch stays
     *     active
     * @throws WriteTimeoutException when the write waited too long: for memory, for space in the log, for a prepared
     *     branch that expects a position of one of the streams, or, if this branch expects a position of a stream, for
     *     prepared branches that have entries for it; the branch stays active
     * @throws JournalFailedException when the journal has failed, now or earlier
     * @since 0.1.0
     */
    Vote prepare(BranchId id);

    /**
     * Commits a prepared branch. Writes one small record and forces it. Works on a full disk. If the vote was {@linkplain
     * #deferVotes deferred}, it may also write the PREPARE record, which needs space. Can be repeated if it throws. If
     * prepared branches together hold more than {@link io.ironjournal.JournalOptions#maxMemtableMemory()}, the entries may
     * no longer be in memory; they are then read from the commit log first.
     *
     * @param id the id of the branch
     * @return the ids of the branch's entries, by stream
     * @throws UnknownBranchException when there is no such branch, also when it was already committed or rolled back
     * @throws BranchStateException when the branch is active, not prepared
     * @throws DiskFullException when the vote was deferred, and there is no space for its PREPARE record; the branch stays
     *     prepared
     * @throws WriteTimeoutException when the entries must be read and memory for them is not available in time, or when
     *     the vote was {@linkplain #deferVotes deferred} and the branch has waited too long for another prepared branch that
     *     expects a position of one of the streams; the branch stays prepared
     * @throws CorruptionException when the entries must be read and are damaged; the branch stays prepared
     * @throws io.ironjournal.JournalIOException when the entries must be read and cannot be; the branch stays prepared
     * @throws JournalFailedException when the journal has failed, now or earlier; the branch stays prepared
     * @since 0.1.0
     */
    Map<String, IdRange> commit(BranchId id);

    /**
     * Commits an active branch without preparing it. Writes one record and forces it; does no I/O if the branch has no
     * content.
     *
     * @param id the id of the branch
     * @return the ids of the branch's entries, by stream
     * @throws UnknownBranchException when there is no such branch
     * @throws BranchStateException when the branch is prepared, in use, or rollback-only
     * @throws DiskFullException when there is no space; the branch stays active
     * @throws PositionConflictException when a stream does not end where the branch {@linkplain Branch#expect expects}
     *     it; the branch stays active and unchanged. Roll it back, because its content was decided by another position
     * @throws ProducerConflictException when another writer has moved a producer since {@link Branch#advance(String,
     *     long)} returned true; the branch stays active and unchanged. Roll it back
     * @throws TooManyProducersException when a producer of the branch is new and there are too many; the branch stays
     *     active
     * @throws WriteTimeoutException when the write waited too long for memory, for space in the log, or for a prepared
     *     branch that expects a position of one of the streams; the branch stays active
     * @throws JournalFailedException when the journal has failed, now or earlier
     * @since 0.1.0
     */
    Map<String, IdRange> commitOnePhase(BranchId id);

    /**
     * Rolls back an active or prepared branch. Nothing is forced. If a crash loses the record of the rollback of a
     * prepared branch, the branch is in doubt again, and the transaction manager, which presumes abort, rolls it back
     * again.
     *
     * @param id the id of the branch
     * @throws UnknownBranchException when there is no such branch
     * @throws BranchStateException when the branch is active and in use
     * @throws JournalFailedException when the branch is prepared and the journal has failed, now or earlier; also when
     *     the journal failed while it prepared the branch, so that the branch may be in doubt when the journal is
     *     opened again
     * @since 0.1.0
     */
    void rollback(BranchId id);

    /**
     * Returns the branches in doubt: prepared and not decided.
     *
     * @return a snapshot, oldest first
     * @throws UnacceptedLossException when the list may be incomplete, or contain branches that were already decided,
     *     because records were lost
     * @since 0.1.0
     */
    List<InDoubtBranch> inDoubt();

    /**
     * Returns the losses of acknowledged data under {@link io.ironjournal.CorruptionPolicy#TRUNCATE} that are not
     * accepted yet, including those of earlier openings and of the {@linkplain
     * io.ironjournal.files.JournalFiles#repairTo repair} that made the journal.
     *
     * <p>While there is such a loss, these calls throw {@link UnacceptedLossException}: {@link #inDoubt()}, calls on
     * unknown branches, and calls on branches that recovery found. The record that prepared or decided them may be
     * lost. So do {@link #decide} and all calls of {@link #states()} except {@link ManagerStates#force}. Branches that
     * began since then are not affected otherwise.
     *
     * @return one sentence for each loss, oldest first
     * @since 0.1.0
     */
    List<String> unacceptedLosses();

    /**
     * Durably accepts all losses. From then on the journal answers as if there were no other branches than those that
     * it knows. Before the call, compare {@link io.ironjournal.RecoveryReport#inDoubt()} with the log of the
     * transaction manager: a listed branch may already have been committed, and its entries may be there; a branch that
     * is not listed may have been prepared. Has no effect when there is no loss.
     *
     * <p>If this journal has the log of the transaction manager, a decision may be lost, and a transaction manager that runs
     * would roll back what other resources have committed. Then accept the loss while none runs, follow
     * "After a loss" in {@code docs/transactions.md}, and start the transaction manager last.
     *
     * @throws io.ironjournal.JournalIOException when the acceptance cannot be recorded; the losses are not accepted
     * @since 0.1.0
     */
    void acceptLoss();

    /**
     * Returns whether the journal was restored from a backup, and its recovery was not released since. Such a journal
     * lacks the decisions that a transaction manager wrote after the backup, and has decisions that it removed since then.
     *
     * <p>If the log of a transaction manager is in this journal, its recovery must decide nothing while this is true: it would
     * roll back branches of other resources whose decision is missing. New transactions are not affected. If the log is
     * elsewhere, this has no effect.
     *
     * @return whether recovery must wait for {@link #releaseRecovery()}
     * @since 0.1.0
     */
    boolean isRecoveryHeld();

    /**
     * Durably releases the recovery of a restored journal. First restore the databases to the moment of the backup, or
     * decide the branches in doubt by hand, as "A restored journal" in {@code docs/transactions.md} says. The transaction
     * manager may run meanwhile; its next scan recovers. Has no effect if recovery is not held.
     *
     * @throws io.ironjournal.JournalIOException when the release cannot be recorded; recovery is still held
     * @since 0.1.0
     */
    void releaseRecovery();

    /**
     * Returns the states that a transaction manager keeps in the journal's commit log.
     *
     * @return the states, the same object for each call
     * @since 0.1.0
     */
    ManagerStates states();

    /**
     * Puts a state in {@link #states()}, and commits prepared branches, with one force for all of it. Writes the PREPARE
     * records first that {@linkplain #deferVotes deferred votes} have left; without them there is no state. From then on the
     * branches are {@link BranchState#DECIDED}: their entries have ids and can be read. {@link #commit} then only forgets
     * the branch, without I/O, and {@link #rollback} is refused. The log has the state before the outcomes. So after a
     * crash there is either nothing, or the state without the outcome of some branches, which are in doubt then, or
     * everything.
     *
     * @param key as for {@link ManagerStates#put}
     * @param state as for {@link ManagerStates#put}
     * @param branches the prepared branches of the transaction, without duplicates; may be empty. If the journal has no
     *     space for an outcome, the branch stays prepared, and the call succeeds
     * @throws UnknownBranchException when there is no such branch; nothing was written
     * @throws BranchStateException when a branch is not prepared, or is named twice; nothing was written
     * @throws DiskFullException when there is no space; no state was written, and the branches are still prepared
     * @throws StatesFullException when the states have reached their limit; nothing was written
     * @throws IllegalArgumentException when the key or the state is too long; nothing was written
     * @throws WriteTimeoutException as {@link #commit}, or when a branch with a deferred vote has waited too long for another
     *     prepared branch that expects a position of one of the streams; no state was written
     * @throws CorruptionException as {@link #commit}; nothing was written
     * @throws io.ironjournal.JournalIOException as {@link #commit}; nothing was written
     * @throws UnacceptedLossException when states may have been lost; nothing was written
     * @throws JournalFailedException when the journal has failed, now or earlier. If {@link
     *     JournalFailedException#outcomeUnknown()}, opening the journal again shows whether the state is there
     * @since 0.1.0
     */
    void decide(String key, byte[] state, Collection<BranchId> branches);

    /**
     * Sets which branches vote before their PREPARE record is forced. A branch that expects no position and moves no
     * producer votes without any I/O, if there is memory for it; {@link #inDoubt()} does not list it before its decision.
     *
     * <p>To defer a vote is correct only if the transaction can end in no other way than these two: it is rolled back, or
     * one call of {@link #decide} in this journal commits it together with the branch. PREPARE stands before the decision in the log. So if a crash loses the PREPARE, it also
     * loses the decision. Nothing is deferred before the first call. A later call replaces the condition.
     *
     * @param decidedHere returns true for a branch that may vote at once. It is called by the thread that prepares the
     *     branch, for a branch with content, and must not block
     * @since 0.1.0
     */
    void deferVotes(Predicate<? super Branch> decidedHere);

    /**
     * Runs an action once, when the journal is closed; at once if it is already closed. A table of open journals uses
     * it to remove a closed journal.
     *
     * @param listener runs on the thread that closes the journal. It must be short. Its exceptions are ignored
     * @since 0.1.0
     */
    void whenClosed(Runnable listener);
}
