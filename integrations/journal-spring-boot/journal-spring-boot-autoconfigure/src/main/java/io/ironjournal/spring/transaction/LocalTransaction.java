package io.ironjournal.spring.transaction;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * A transaction with one resource at most, which commits in one phase: it never leaves a branch in doubt. It belongs to one
 * thread at a time.
 */
final class LocalTransaction implements Transaction {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.spring");

    private final LocalXid xid = new LocalXid(UUID.randomUUID());
    private final Map<Object, Object> values = new HashMap<>();
    private final List<Synchronization> synchronizations = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private final @Nullable Duration timeout;
    private @Nullable XAResource resource;

    /** Another thread may mark the transaction rollback-only, for example when a consumer stops. */
    private volatile int status = Status.STATUS_ACTIVE;

    LocalTransaction(@Nullable Duration timeout) {
        this.timeout = timeout;
    }

    LocalXid key() {
        return xid;
    }

    Map<Object, Object> values() {
        return values;
    }

    boolean isTimedOut() {
        return timeout != null && System.nanoTime() - startedAt > timeout.toNanos();
    }

    /** Returns the status. One that is past its timeout can only roll back. */
    @Override
    public int getStatus() {
        return status == Status.STATUS_ACTIVE && isTimedOut() ? Status.STATUS_MARKED_ROLLBACK : status;
    }

    @Override
    public boolean enlistResource(XAResource enlisted) throws RollbackException, SystemException {
        requireActive();
        if (resource != null) {
            throw new SystemException(
                    "A transaction of JournalTransactionManager has one journal only: to change two journals,"
                            + " or a journal and a database, in one transaction, add a JTA transaction manager such as Narayana");
        }
        try {
            enlisted.start(xid, XAResource.TMNOFLAGS);
        } catch (XAException refused) {
            throw failure("The journal does not start a branch", refused);
        }
        resource = enlisted;
        return true;
    }

    /** Does nothing: the branch ends with the transaction. */
    @Override
    public boolean delistResource(XAResource delisted, int flag) {
        return delisted.equals(resource);
    }

    @Override
    public void registerSynchronization(Synchronization synchronization) throws RollbackException {
        requireActive();
        synchronizations.add(synchronization);
    }

    private void requireActive() throws RollbackException {
        int now = getStatus();
        if (now == Status.STATUS_MARKED_ROLLBACK) {
            throw new RollbackException(
                    isTimedOut()
                            ? "The transaction timed out after " + timeout
                            : "The transaction is marked rollback-only");
        }
        if (now != Status.STATUS_ACTIVE) {
            throw new IllegalStateException(
                    "The transaction is not active, but in status " + now + " of jakarta.transaction.Status");
        }
    }

    @Override
    public void setRollbackOnly() {
        if (status == Status.STATUS_ACTIVE) {
            status = Status.STATUS_MARKED_ROLLBACK;
        }
    }

    @Override
    public void commit() throws RollbackException, HeuristicMixedException {
        try {
            List.copyOf(synchronizations).forEach(Synchronization::beforeCompletion);
            requireActive();
        } catch (RuntimeException | RollbackException refused) {
            rollback();
            throw rolledBack(refused);
        }
        XAResource journal = resource;
        if (journal != null) {
            status = Status.STATUS_COMMITTING;
            commit(journal);
        }
        end(Status.STATUS_COMMITTED);
    }

    private void commit(XAResource journal) throws RollbackException, HeuristicMixedException {
        try {
            journal.end(xid, XAResource.TMSUCCESS);
        } catch (XAException refused) {
            // Nothing was written yet.
            rollback();
            throw rolledBack(refused);
        }
        try {
            journal.commit(xid, true);
        } catch (XAException failed) {
            if (failed.errorCode >= XAException.XA_RBBASE && failed.errorCode <= XAException.XA_RBEND) {
                end(Status.STATUS_ROLLEDBACK);
                throw rolledBack(failed);
            }
            end(Status.STATUS_UNKNOWN);
            HeuristicMixedException unknown = new HeuristicMixedException(
                    "The journal failed while it committed. It has all entries of the transaction or none: open it again to"
                            + " find out which");
            unknown.initCause(failed);
            throw unknown;
        }
    }

    private static RollbackException rolledBack(Throwable cause) {
        RollbackException rolledBack = new RollbackException("The transaction rolled back: " + reason(cause));
        rolledBack.initCause(cause);
        return rolledBack;
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof XAException ? failure.getCause() : null;
        return String.valueOf((cause == null ? failure : cause).getMessage());
    }

    private static SystemException failure(String what, XAException cause) {
        SystemException failure = new SystemException(what + ": " + reason(cause));
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void rollback() {
        XAResource journal = resource;
        if (journal != null) {
            status = Status.STATUS_ROLLING_BACK;
            try {
                journal.end(xid, XAResource.TMFAIL);
            } catch (XAException marked) {
                // It says that the branch can only roll back, which it does next.
                LOGGER.log(Level.DEBUG, "The branch ends", marked);
            }
            try {
                journal.rollback(xid);
            } catch (XAException failed) {
                // Nothing of the branch is on disk: it ends with the journal's failure.
                LOGGER.log(Level.DEBUG, "The branch is gone already", failed);
            }
        }
        end(Status.STATUS_ROLLEDBACK);
    }

    private void end(int how) {
        status = how;
        for (Synchronization synchronization : List.copyOf(synchronizations)) {
            try {
                synchronization.afterCompletion(how);
            } catch (RuntimeException ignored) {
                LOGGER.log(Level.WARNING, "A synchronization failed after the end of a transaction", ignored);
            }
        }
    }

    @Override
    public String toString() {
        return "LocalTransaction[" + xid.id() + ", status " + getStatus() + "]";
    }
}
