package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;

/**
 * An open journal and the branches that began in it. Branches that were prepared before the journal was opened are the
 * core's alone, and everything that can happen to them is asked there.
 */
final class OpenJournal {

    private final UUID id;
    private final Journal journal;
    private final ConcurrentMap<BranchId, XaBranch> branches = new ConcurrentHashMap<>();
    private final InDoubtWatch watch;

    OpenJournal(UUID id, Journal journal) {
        this.id = id;
        this.journal = journal;
        this.watch = new InDoubtWatch(this);
    }

    UUID id() {
        return id;
    }

    Journal journal() {
        return journal;
    }

    InDoubtWatch watch() {
        return watch;
    }

    boolean isOpen() {
        try {
            return Transactions.of(journal) != null;
        } catch (RuntimeException closed) {
            // Also a proxy whose journal was disposed of.
            return false;
        }
    }

    /** What changes branches; fails once the journal is closed. */
    Transactions transactions() {
        return Transactions.of(journal);
    }

    /** Refuses when the journal is closed or has failed: it must not answer then as if it knew its branches. */
    void requireWorking() throws XAException {
        Optional<Throwable> failure;
        try {
            Transactions.of(journal);
            failure = journal.stats().failure();
        } catch (RuntimeException closed) {
            throw XaErrors.because(XAException.XAER_RMFAIL, closed);
        }
        if (failure.isPresent()) {
            throw XaErrors.because(
                    XAException.XAER_RMFAIL,
                    new JournalFailedException(
                            this + " failed and must be closed and opened again", false, failure.get()));
        }
    }

    void add(XaBranch branch) {
        branches.put(branch.id(), branch);
    }

    void remove(XaBranch branch) {
        branches.remove(branch.id(), branch);
    }

    boolean hasBranches() {
        return !branches.isEmpty();
    }

    @Nullable
    XaBranch branch(BranchId branchId) {
        return branches.get(branchId);
    }

    /**
     * A branch of this process, locked, to be given back by {@link XaBranch#release()}; null when it never began here or
     * is over.
     */
    @Nullable
    XaBranch locked(BranchId branchId) {
        XaBranch branch = branches.get(branchId);
        if (branch == null) {
            return null;
        }
        branch.lock().lock();
        if (branch.phase() == XaBranch.Phase.OVER) {
            branch.release();
            return null;
        }
        return branch;
    }

    /** The journal was closed: tells those who still wait for a branch. One that was prepared is recovered later. */
    void forget() {
        for (XaBranch branch : branches.values()) {
            branch.lock().lock();
            try {
                if (branch.phase() != XaBranch.Phase.OVER) {
                    branch.settle(new JournalClosedException(this + " was closed while " + branch));
                }
            } finally {
                branch.release();
            }
        }
        branches.clear();
    }

    List<InDoubtBranch> inDoubt() {
        return transactions().inDoubt();
    }

    /** The answer about a branch that did not begin in this process, where only a prepared one could be meant. */
    XAException notActive(BranchId branchId, String call) throws XAException {
        requireWorking();
        for (InDoubtBranch prepared : inDoubt()) {
            if (prepared.id().equals(branchId)) {
                return XaErrors.refused(
                        XAException.XAER_PROTO, call + " is not allowed: branch " + branchId + " is prepared");
            }
        }
        return unknown(branchId, call);
    }

    static XAException unknown(BranchId branchId, String call) {
        return XaErrors.refused(XAException.XAER_NOTA, call + " found no branch " + branchId);
    }

    /** The directory for people, and the id that transaction managers write to their logs. */
    @Override
    public String toString() {
        return journal + " with id " + id;
    }
}
