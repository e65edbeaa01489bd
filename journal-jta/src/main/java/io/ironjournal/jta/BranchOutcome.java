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
 * The end of a branch's life: vote and outcome, and what each failure of the journal means to the transaction manager.
 *
 * <table>
 * <caption>Failures</caption>
 * <tr><th></th><th>nothing is durable</th><th>the journal is closed or had failed</th><th>nobody knows</th></tr>
 * <tr><td>prepare</td><td>XA_RBOTHER, forgotten</td><td>XAER_RMFAIL, to be rolled back</td><td>XAER_RMFAIL</td></tr>
 * <tr><td>commit in one phase</td><td>XA_RBOTHER, forgotten</td><td>XA_RBOTHER, forgotten</td><td>XAER_RMFAIL</td></tr>
 * <tr><td>commit of a prepared branch</td><td>XAER_RMFAIL, stays prepared</td><td>the same</td><td>the same</td></tr>
 * <tr><td>rollback of a prepared branch</td><td>XAER_RMFAIL, stays prepared</td><td>the same</td><td>the same</td></tr>
 * </table>
 *
 * <p>A branch that is not prepared lives in memory only, so rolling it back always succeeds.
 */
final class BranchOutcome {

    /** RMFAIL from a commit costs the application its certainty, so what may pass is tried again first. */
    private static final int COMMIT_ATTEMPTS = 3;

    private final OpenJournal journal;

    BranchOutcome(OpenJournal journal) {
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
            throw XaErrors.because(XAException.XA_RBOTHER, nothingDurable);
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

    /** That the journal could still roll the branch back proves that nothing of it is durable. */
    private static XAException onePhaseFailed(Branch branch, Throwable error) {
        boolean rolledBack = branch.abandon(error);
        boolean unknown = error instanceof JournalFailedException failed && failed.outcomeUnknown();
        return XaErrors.because(rolledBack && !unknown ? XAException.XA_RBOTHER : XAException.XAER_RMFAIL, error);
    }

    /** Forgets a branch that can only be rolled back: after that answer nobody rolls it back. */
    private XAException voteRefused(Branch branch, BranchStateException refused, String call) throws XAException {
        if (refused.state() == BranchState.ROLLBACK_ONLY) {
            branch.abandon(new CancellationException("The transaction rolled back"));
        }
        return refused(refused, call);
    }

    /** Only a working journal may say what state a branch is in. */
    private XAException refused(BranchStateException refused, String call) throws XAException {
        if (refused.state() != BranchState.ROLLBACK_ONLY) {
            journal.requireWorking();
        }
        return XaErrors.of(refused, call);
    }

    void commitPrepared(BranchId id) throws XAException {
        try {
            persistently(id);
        } catch (BranchStateException refused) {
            throw refused(refused, "commit");
        } catch (Throwable error) {
            throw preparedFailed(error);
        }
    }

    private void persistently(BranchId id) {
        for (int attempt = 1; ; attempt++) {
            try {
                journal.transactions().commit(id);
                return;
            } catch (UnknownBranchException
                    | JournalFailedException
                    | JournalClosedException
                    | WriteTimeoutException
                    | IllegalStateException lasting) {
                throw lasting;
            } catch (RuntimeException | Error mayPass) {
                if (attempt == COMMIT_ATTEMPTS) {
                    throw mayPass;
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

    /** Commits or rolls back a prepared branch for an operator, who gets the journal's own errors. */
    void decide(BranchId id, boolean commit) {
        if (commit) {
            journal.transactions().commit(id);
            return;
        }
        Optional<Branch> branch = journal.transactions().find(id);
        if (branch.isPresent() && !branch.get().state().isInDoubt()) {
            throw new IllegalStateException("Only prepared branches can be decided: " + branch.get());
        }
        journal.transactions().rollback(id);
    }

    /**
     * What a call on a prepared branch meets. A branch that is not known has its outcome: a recovering transaction manager
     * takes the answer for success, and the journal gives it only while it works.
     */
    private static XAException preparedFailed(Throwable error) {
        return XaErrors.because(
                error instanceof UnknownBranchException ? XAException.XAER_NOTA : XAException.XAER_RMFAIL, error);
    }
}
