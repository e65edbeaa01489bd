package io.ironjournal.files;

import io.ironjournal.JournalIOException;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.util.List;
import java.util.Optional;

/**
 * The transactions in the {@linkplain JournalFiles files of a journal}: branches in doubt, states of a transaction manager, and
 * losses. All methods may be called by several threads.
 *
 * @since 0.1.0
 */
public interface TransactionFiles {

    /**
     * {@return the branches in doubt, oldest first}
     *
     * @since 0.1.0
     */
    List<InDoubtBranch> inDoubt();

    /**
     * Reads what a commit of a branch in doubt would write. Keeps the record of that branch in memory as long as the result is in use.
     *
     * @param id the id of the branch
     * @return the content; empty if no branch with that id is in doubt
     * @throws JournalIOException if files cannot be read, also because a running journal has decided the branch, or has moved its
     *     record, since the files were read. Read them again then
     * @since 0.1.0
     */
    Optional<InDoubtContent> inDoubtContent(BranchId id);

    /**
     * {@return the keys of a transaction manager's states, such as its decisions; sorted}
     *
     * @since 0.1.0
     */
    List<String> managerStates();

    /**
     * {@return a line for each loss that earlier openings recorded and nobody has accepted}
     *
     * @since 0.1.0
     */
    List<String> losses();

    /**
     * Returns whether the journal was restored from a backup, and its recovery was not released since, as {@link
     * io.ironjournal.spi.transaction.Transactions#isRecoveryHeld()} says.
     *
     * @return whether the recovery of a transaction manager with its log in this journal is held
     * @since 0.1.0
     */
    boolean isRecoveryHeld();
}
