package io.ironjournal.jta;

import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.BranchStateException;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.UnknownBranchException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/**
 * Prepares, commits and rolls back branches, and maps each failure of the journal to an XA error code.
 *
 * <table>
 * <caption>Failures</caption>
 * <tr><th></th><th>nothing is durable</th><th>the journal is closed or had failed</th><th>the outcome is unknown</th></tr>
 * <tr><td>prepare</td><td>XA_RBOTHER, forgotten</td><td>XAER_RMFAIL, to be rolled back</td><td>XAER_RMFAIL</td></tr>
 * <tr><td>commit in one phase</td><td>XA_RBOTHER, forgotten</td><td>XA_RBOTHER, forgotten</td><td>XAER_RMFAIL</td></tr>
 * <tr><td>commit of a prepared branch</td><td>XAER_RMFAIL, stays prepared</td><td>the same</td><td>the same</td></tr>
 * <tr><td>rollback of a prepared branch</td><td>XAER_RMFAIL, stays prepared</td><td>the same</td><td>the same</td></tr>
 * </table>
 *
 * <p>If an expected position does not hold, the code is XA_RBINTEGRITY instead of XA_RBOTHER.
 *
 * <p>A branch that is not prepared is in memory only. Therefore rolling it back always succeeds.
 */
final class BranchOutcome {

    /** After RMFAIL from a commit the application does not know the outcome. Therefore transient failures are retried. */
    private static final int COMMIT_ATTEMPTS = 3;

    private final XaJournal journal;

    BranchOutcome(XaJournal journal) {
        this.journal = journal;
    }

    int prepare(BranchId id) throws XAException {
        Branch branch = journal.branch(id, "prepare");
        try {
            return journal.transactions().prepare(id) == Vote.READ_ONLY ? XAResource.XA_RDONLY : XAResource.XA_OK;
        } catch (BranchStateException refused) {
            throw voteRefused(branch, refused, "prepare");
        } catch (UnknownBranchException ended) {
            throw XaErrors.because(XAException.XAER_NOTA, ended);
        } catch (JournalClosedException | JournalFailedException unusable) {
            throw XaErrors.because(XAException.XAER_RMFAIL, unusable);
        } catch (Throwable nothingDurable) {
            branch.abandon(nothingDurable);
            throw XaErrors.rolledBack(nothingDurable);
        }
    }

    void commitOnePhase(BranchId id) throws XAException {
        Branch branch = journal.branch(id, "commit");
        try {
            journal.transactions().commitOnePhase(id);
        } catch (BranchStateException refused) {
            throw voteRefused(branch, refused, "commit");
        } catch (UnknownBranchException ended) {
            throw XaErrors.because(XAException.XAER_NOTA, ended);
        } catch (Throwable error) {
            throw onePhaseFailed(branch, error);
        }
    }

    /** If the journal can still roll the branch back, nothing of it is durable. */
    private static XAException onePhaseFailed(Branch branch, Throwable error) {
        boolean rolledBack = branch.abandon(error);
        boolean unknown = error instanceof JournalFailedException failed && failed.outcomeUnknown();
        return rolledBack && !unknown ? XaErrors.rolledBack(error) : XaErrors.because(XAException.XAER_RMFAIL, error);
    }

    /** Forgets a rollback-only branch, because the transaction manager does not roll it back after this error. */
    private XAException voteRefused(Branch branch, BranchStateException refused, String call) throws XAException {
        if (refused.state() == BranchState.ROLLBACK_ONLY) {
            branch.abandon(new CancellationException("The transaction rolled back"));
        }
        return refused(refused, call);
    }

    /** Reports the state of a branch only if the journal works. */
    private XAException refused(BranchStateException refused, String call) throws XAException {
        if (refused.state() != BranchState.ROLLBACK_ONLY) {
            journal.requireWorking();
        }
        return XaErrors.of(refused, call);
    }

    void commitPrepared(BranchId id) throws XAException {
        try {
            commitWithRetries(id);
        } catch (BranchStateException refused) {
            throw refused(refused, "commit");
        } catch (Throwable error) {
            throw preparedFailed(error);
        }
    }

    private void commitWithRetries(BranchId id) {
        for (int attempt = 1; ; attempt++) {
            try {
                journal.transactions().commit(id);
                return;
            } catch (UnknownBranchException
                    | JournalFailedException
                    | JournalClosedException
                    | WriteTimeoutException
                    | IllegalStateException permanent) {
                throw permanent;
            } catch (RuntimeException | Error maybeTransient) {
                if (attempt == COMMIT_ATTEMPTS) {
                    throw maybeTransient;
                }
            }
        }
    }

    void rollback(BranchId id) throws XAException {
        try {
            journal.transactions().rollback(id);
        } catch (BranchStateException refused) {
            throw refused(refused, "rollback");
        } catch (Throwable error) {
            throw preparedFailed(error);
        }
    }

    /** Commits or rolls back a prepared branch for an operator. Throws exceptions of the journal. */
    void decide(BranchId id, boolean commit) {
        Optional<Branch> branch = journal.transactions().find(id);
        if (commit) {
            // What a decision has committed, the transaction manager will still ask for.
            if (branch.isEmpty() || branch.get().state() != BranchState.DECIDED) {
                journal.transactions().commit(id);
            }
            return;
        }
        if (branch.isPresent() && !branch.get().state().isInDoubt()) {
            throw new IllegalStateException(
                    "Cannot roll back by hand, because the branch is not prepared: " + branch.get());
        }
        journal.transactions().rollback(id);
    }

    /**
     * Maps a failure on a prepared branch. An unknown branch has already ended: a recovering transaction manager treats
     * XAER_NOTA as success. The journal throws {@link UnknownBranchException} only while it works.
     */
    private static XAException preparedFailed(Throwable error) {
        return XaErrors.because(
                error instanceof UnknownBranchException ? XAException.XAER_NOTA : XAException.XAER_RMFAIL, error);
    }
}
