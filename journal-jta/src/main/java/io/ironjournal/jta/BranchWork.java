package io.ironjournal.jta;

import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.DuplicateBranchException;
import io.ironjournal.transaction.BranchId;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/** Starts and ends the work of resources for a branch. */
final class BranchWork {

    private final XaJournal journal;

    BranchWork(XaJournal journal) {
        this.journal = journal;
    }

    void start(BranchId id, int flags, Association by) throws XAException {
        by.starting().lock();
        try {
            requireIdle(by, id);
            journal.requireWorking();
            if (flags == XAResource.TMNOFLAGS) {
                begin(id, by);
            } else {
                continueBranch(id, flags, by);
            }
        } finally {
            by.starting().unlock();
        }
        journal.watch().check();
    }

    private static void requireIdle(Association by, BranchId id) throws XAException {
        Branch current = by.branch();
        if (current != null) {
            throw XaErrors.refused(
                    XAException.XAER_PROTO,
                    "start of branch " + id + " is not allowed, because the resource works for branch " + current.id());
        }
        if (by.isClosed()) {
            throw XaErrors.refused(
                    XAException.XAER_RMFAIL,
                    "start of branch " + id + " is not allowed, because the connection of this resource is closed");
        }
        if (by.hasOpenLocalBatch()) {
            throw XaErrors.refused(
                    XAException.XAER_OUTSIDE,
                    "start of branch " + id
                            + " is not allowed, because a local writer of this connection has entries. Commit it"
                            + " or roll it back first");
        }
    }

    private void begin(BranchId id, Association by) throws XAException {
        try {
            by.attach(journal.transactions().begin(id, new Associations(by)));
        } catch (DuplicateBranchException exists) {
            throw XaErrors.because(XAException.XAER_DUPID, exists);
        }
    }

    private void continueBranch(BranchId id, int flags, Association by) throws XAException {
        Branch branch = journal.branch(id, "start");
        Associations users = Associations.of(branch);
        branch.exclusively(() -> {
            if (flags == XAResource.TMJOIN) {
                users.join(branch, by);
            } else {
                users.resume(branch, by);
            }
            return true;
        });
    }

    void end(BranchId id, int flags, Association by) throws XAException {
        Branch branch = journal.branch(id, "end");
        Associations users = Associations.of(branch);
        branch.exclusively(() -> {
            requireUsable(branch, users, by);
            users.end(branch, by, flags);
            return true;
        });
    }

    private void requireUsable(Branch branch, Associations users, Association by) throws XAException {
        try {
            journal.requireWorking();
        } catch (XAException unusable) {
            users.fail(branch, by);
            throw unusable;
        }
    }
}
