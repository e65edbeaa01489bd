package io.ironjournal.jta;

import io.ironjournal.spi.transaction.DuplicateBranchException;
import io.ironjournal.transaction.BranchId;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/** The part of a branch's life in which resources work for it: start and end. */
final class BranchWork {

    private final OpenJournal journal;

    BranchWork(OpenJournal journal) {
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
        journal.watch().look();
    }

    private static void requireIdle(Association by, BranchId id) throws XAException {
        XaBranch current = by.branch();
        if (current != null) {
            throw XaErrors.refused(
                    XAException.XAER_PROTO,
                    "start of branch " + id + " is not allowed: the resource works for branch " + current.id());
        }
        if (by.isClosed()) {
            throw XaErrors.refused(XAException.XAER_RMFAIL, "The connection of this resource was closed");
        }
        if (by.hasOpenLocalBatch()) {
            throw XaErrors.refused(
                    XAException.XAER_OUTSIDE,
                    "A local writer of this connection has entries: commit it or roll it back first");
        }
    }

    private void begin(BranchId id, Association by) throws XAException {
        if (journal.branch(id) != null) {
            throw XaErrors.refused(XAException.XAER_DUPID, "Branch " + id + " exists already");
        }
        XaBranch branch;
        try {
            branch = new XaBranch(id, journal.transactions().begin(id));
        } catch (DuplicateBranchException exists) {
            throw XaErrors.because(XAException.XAER_DUPID, exists);
        }
        branch.lock().lock();
        try {
            branch.begin(by);
            journal.add(branch);
        } finally {
            branch.release();
        }
    }

    private void continueBranch(BranchId id, int flags, Association by) throws XAException {
        XaBranch branch = journal.locked(id);
        if (branch == null) {
            throw journal.notActive(id, "start");
        }
        try {
            if (flags == XAResource.TMJOIN) {
                branch.join(by);
            } else {
                branch.resume(by);
            }
        } finally {
            branch.release();
        }
    }

    void end(BranchId id, int flags, Association by) throws XAException {
        XaBranch branch = journal.locked(id);
        if (branch == null) {
            throw journal.notActive(id, "end");
        }
        try {
            requireUsable(branch, by);
            branch.end(by, flags);
        } finally {
            branch.release();
        }
    }

    private void requireUsable(XaBranch branch, Association by) throws XAException {
        try {
            journal.requireWorking();
        } catch (XAException unusable) {
            branch.fail(by);
            throw unusable;
        }
    }
}
