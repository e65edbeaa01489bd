package io.ironjournal.jta;

import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchState;
import java.lang.System.Logger.Level;
import java.util.UUID;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * The XA resource of a journal. Each call finds the open journal by its id. The object has no state of a branch: any
 * resource of a journal can complete any branch of it, on any thread. Every failure is an {@link XAException} with an
 * error code, never an unchecked exception.
 */
abstract class JournalXAResource implements XAResource {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");

    private final transient Association association;

    /**
     * Creates a resource without an association. Deserialization of a subclass also calls this. It is protected,
     * because a subclass in another package could not be deserialized otherwise.
     */
    protected JournalXAResource() {
        this(new Association());
    }

    JournalXAResource(Association association) {
        this.association = association;
    }

    /**
     * Returns the id of the journal.
     *
     * @return the journal's id
     */
    public abstract UUID journalId();

    Association association() {
        return association;
    }

    @Override
    public final void start(Xid xid, int flags) throws XAException {
        try {
            answer("start", xid, () -> {
                if (flags != TMNOFLAGS && flags != TMJOIN && flags != TMRESUME) {
                    throw invalid(flags);
                }
                new BranchWork(open()).start(BranchIds.of(xid), flags, association);
                return true;
            });
        } catch (XAException failure) {
            association.startFailed(failure);
            throw failure;
        }
    }

    @Override
    public final void end(Xid xid, int flags) throws XAException {
        answer("end", xid, () -> {
            if (flags != TMSUCCESS && flags != TMFAIL && flags != TMSUSPEND) {
                throw invalid(flags);
            }
            new BranchWork(open()).end(BranchIds.of(xid), flags, association);
            return true;
        });
    }

    /** Not final: the integration with Narayana must know which resource is asked. */
    @Override
    public int prepare(Xid xid) throws XAException {
        return answer("prepare", xid, () -> new BranchOutcome(open()).prepare(BranchIds.of(xid)));
    }

    /** Not final: the handle in Narayana's log answers a commit that was done before a crash as Narayana wants it. */
    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        answer(onePhase ? "commit in one phase" : "commit", xid, () -> {
            if (onePhase) {
                new BranchOutcome(open()).commitOnePhase(BranchIds.of(xid));
            } else {
                new BranchOutcome(open()).commitPrepared(BranchIds.of(xid));
            }
            return true;
        });
    }

    @Override
    public final void rollback(Xid xid) throws XAException {
        answer("rollback", xid, () -> {
            new BranchOutcome(open()).rollback(BranchIds.of(xid));
            return true;
        });
    }

    /**
     * Forgets a branch that the decision of the transaction manager committed, and that the manager tried to roll back later.
     * Fails for all others: the journal makes no heuristic decisions.
     */
    @Override
    public final void forget(Xid xid) throws XAException {
        answer("forget", xid, () -> {
            XaJournal journal = open();
            journal.requireWorking();
            Branch branch = journal.branch(BranchIds.of(xid), "forget");
            if (branch.state() == BranchState.DECIDED) {
                journal.transactions().commit(branch.id());
                return true;
            }
            throw XaErrors.refused(XAException.XAER_PROTO, "forget is not allowed: " + branch);
        });
    }

    /**
     * Returns all branches in doubt at the start of a scan. Throws an exception when the journal cannot answer, because
     * an empty list would mean that no branch is in doubt.
     */
    @Override
    public final Xid[] recover(int flags) throws XAException {
        return answer("recover", null, () -> {
            if ((flags & ~(TMSTARTRSCAN | TMENDRSCAN)) != 0) {
                throw invalid(flags);
            }
            XaJournal journal = open();
            journal.requireWorking();
            if ((flags & TMSTARTRSCAN) == 0) {
                return new Xid[0];
            }
            journal.watch().check();
            return journal.inDoubt().stream()
                    .map(branch -> new RecoveredXid(branch.id()))
                    .toArray(Xid[]::new);
        });
    }

    @Override
    public final boolean isSameRM(XAResource other) {
        return other instanceof JournalXAResource resource
                && resource.journalId().equals(journalId());
    }

    /** The transaction manager enforces timeouts. */
    @Override
    public final int getTransactionTimeout() {
        return 0;
    }

    @Override
    public final boolean setTransactionTimeout(int seconds) {
        return false;
    }

    private XaJournal open() throws XAException {
        return XaJournals.find(journalId());
    }

    private static XAException invalid(int flags) {
        return XaErrors.refused(XAException.XAER_INVAL, "Invalid flags 0x" + Integer.toHexString(flags));
    }

    private interface Call<R> {
        R run() throws XAException;
    }

    private <R> R answer(String call, @Nullable Xid xid, Call<R> body) throws XAException {
        try {
            return body.run();
        } catch (XAException refusal) {
            log(call, xid, refusal);
            throw refusal;
        } catch (Throwable unexpected) {
            XAException failure = XaErrors.because(XAException.XAER_RMFAIL, unexpected);
            log(call, xid, failure);
            throw failure;
        }
    }

    /** Logs an error. A failure of logging, for example after an undeployment, must not replace the error. */
    private void log(String call, @Nullable Xid xid, XAException error) {
        try {
            describe(call, xid, error);
        } catch (RuntimeException | Error notLogged) {
            error.addSuppressed(notLogged);
        }
    }

    private void describe(String call, @Nullable Xid xid, XAException error) {
        Level level = XaErrors.isFailure(error) ? Level.WARNING : Level.DEBUG;
        if (LOGGER.isLoggable(level)) {
            String message = "Journal " + journalId() + " answers " + XaErrors.name(error.errorCode) + " to " + call
                    + (xid == null ? "" : " of branch " + BranchIds.describe(xid));
            LOGGER.log(level, message, error.getCause());
        }
    }

    @Override
    public String toString() {
        return "IronJournal " + journalId();
    }
}
