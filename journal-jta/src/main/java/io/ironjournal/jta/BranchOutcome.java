package io.ironjournal.jta;

import io.ironjournal.IdRange;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.UnacceptedLossException;
import io.ironjournal.transaction.UnknownBranchException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

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
        XaBranch branch = lockedIdle(id, "prepare");
        try {
            if (journal.transactions().prepare(id) == Vote.READ_ONLY) {
                settle(branch, Map.of());
                return XAResource.XA_RDONLY;
            }
            branch.prepared();
            return XAResource.XA_OK;
        } catch (JournalClosedException | JournalFailedException unusable) {
            if (unusable instanceof JournalFailedException failed && failed.outcomeUnknown()) {
                branch.voteIsUnknown();
            }
            throw XaErrors.because(XAException.XAER_RMFAIL, unusable);
        } catch (Throwable nothingDurable) {
            discard(branch, nothingDurable);
            throw XaErrors.because(XAException.XA_RBOTHER, nothingDurable);
        } finally {
            branch.release();
        }
    }

    void commitOnePhase(BranchId id) throws XAException {
        XaBranch branch = lockedIdle(id, "commit");
        try {
            settle(branch, journal.transactions().commitOnePhase(id));
        } catch (Throwable error) {
            throw onePhaseFailed(branch, error);
        } finally {
            branch.release();
        }
    }

    /** The core says what it knows; that it still has the branch as it was proves it. */
    private XAException onePhaseFailed(XaBranch branch, Throwable error) {
        boolean unknown = error instanceof JournalFailedException failed && failed.outcomeUnknown();
        if (unknown || !discard(branch, error)) {
            settle(branch, error);
            return XaErrors.because(XAException.XAER_RMFAIL, error);
        }
        return XaErrors.because(XAException.XA_RBOTHER, error);
    }

    void commitPrepared(BranchId id) throws XAException {
        XaBranch branch = journal.locked(id);
        try {
            if (branch != null && branch.phase() != XaBranch.Phase.PREPARED) {
                throw branch.phase() == XaBranch.Phase.ROLLBACK_ONLY
                        ? branch.rollbackOnly("commit")
                        : outOfOrder(branch, "commit");
            }
            Map<String, IdRange> ids = persistently(id);
            settle(branch, ids);
        } catch (XAException refused) {
            throw refused;
        } catch (Throwable error) {
            throw preparedFailed(branch, error);
        } finally {
            release(branch);
        }
    }

    private Map<String, IdRange> persistently(BranchId id) {
        for (int attempt = 1; ; attempt++) {
            try {
                return journal.transactions().commit(id);
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
        XaBranch branch = journal.locked(id);
        try {
            if (branch != null && branch.phase() != XaBranch.Phase.PREPARED) {
                rollbackActive(branch);
                return;
            }
            journal.transactions().rollback(id);
            settle(branch, rolledBack());
        } catch (XAException refused) {
            throw refused;
        } catch (Throwable error) {
            throw preparedFailed(branch, error);
        } finally {
            release(branch);
        }
    }

    private void rollbackActive(XaBranch branch) throws XAException {
        if (branch.phase() == XaBranch.Phase.WORKING && branch.isLinked()) {
            throw outOfOrder(branch, "rollback");
        }
        discard(branch, rolledBack());
        if (branch.isVoteUnknown()) {
            throw XaErrors.refused(
                    XAException.XAER_RMFAIL,
                    "The journal failed while it prepared branch " + branch.id()
                            + ", which may be in doubt when it is opened again");
        }
    }

    /** Commits or rolls back a prepared branch for an operator, who gets the core's own errors. */
    void decide(BranchId id, boolean commit) {
        XaBranch branch = journal.locked(id);
        try {
            if (branch != null && branch.phase() != XaBranch.Phase.PREPARED) {
                throw new IllegalStateException("Only prepared branches can be decided: " + branch);
            }
            if (commit) {
                Map<String, IdRange> ids = journal.transactions().commit(id);
                settle(branch, ids);
            } else {
                journal.transactions().rollback(id);
                settle(branch, rolledBack());
            }
        } finally {
            release(branch);
        }
    }

    /** Drops a branch that its transaction left behind, because ending it failed; a prepared one stays. */
    void abandon(XaBranch branch) {
        branch.lock().lock();
        try {
            if (branch.phase() == XaBranch.Phase.WORKING || branch.phase() == XaBranch.Phase.ROLLBACK_ONLY) {
                discard(branch, rolledBack());
            }
        } finally {
            branch.release();
        }
    }

    /**
     * What a call on a prepared branch meets. A branch that is not known has its outcome, and only a working journal
     * may say so: a recovering transaction manager takes it for success.
     */
    private XAException preparedFailed(@Nullable XaBranch branch, Throwable error) throws XAException {
        if (error instanceof UnknownBranchException) {
            journal.requireWorking();
            settle(branch, error);
            return XaErrors.because(XAException.XAER_NOTA, error);
        }
        if (branch == null && error instanceof IllegalStateException) {
            return XaErrors.because(XAException.XAER_PROTO, error);
        }
        return XaErrors.because(XAException.XAER_RMFAIL, error);
    }

    /** The branch to be prepared or committed in one phase, locked; forgets one that can only be rolled back. */
    private XaBranch lockedIdle(BranchId id, String call) throws XAException {
        XaBranch branch = journal.locked(id);
        if (branch == null) {
            throw journal.notActive(id, call);
        }
        if (branch.phase() == XaBranch.Phase.WORKING && !branch.isLinked()) {
            return branch;
        }
        try {
            if (branch.phase() == XaBranch.Phase.ROLLBACK_ONLY) {
                XAException rollbackOnly = branch.rollbackOnly(call);
                discard(branch, rolledBack());
                throw rollbackOnly;
            }
            throw outOfOrder(branch, call);
        } finally {
            branch.release();
        }
    }

    private XAException outOfOrder(XaBranch branch, String call) throws XAException {
        journal.requireWorking();
        return branch.outOfOrder(call);
    }

    /**
     * Forgets a branch that is not prepared.
     *
     * @return false when the core does not know it any more, so that its outcome is not certain
     */
    private boolean discard(XaBranch branch, Throwable why) {
        boolean known = true;
        try {
            journal.transactions().rollback(branch.id());
        } catch (UnknownBranchException | UnacceptedLossException unknown) {
            known = false;
        } catch (RuntimeException closedOrFailed) {
            // It was in memory only, and is gone with the journal.
            known = true;
        }
        settle(branch, why);
        return known;
    }

    /** Forgets a branch; one that was recovered has nobody who waits for it. */
    private void settle(@Nullable XaBranch branch, Map<String, IdRange> ids) {
        if (branch != null) {
            branch.settle(ids);
            journal.remove(branch);
        }
    }

    private void settle(@Nullable XaBranch branch, Throwable why) {
        if (branch != null) {
            branch.settle(why);
            journal.remove(branch);
        }
    }

    private static void release(@Nullable XaBranch branch) {
        if (branch != null) {
            branch.release();
        }
    }

    private static Throwable rolledBack() {
        // None of Jakarta's: a JournalXADataSource needs nothing of it.
        return new CancellationException("The transaction rolled back");
    }
}
