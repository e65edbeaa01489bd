package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.transaction.xa.XAException;

/** An open journal as XA resources use it. The journal itself keeps its branches and their states. */
final class XaJournal {

    private final UUID id;
    private final Journal journal;
    private final InDoubtWatch watch;
    private final InDoubtRegistration bean;

    XaJournal(UUID id, Journal journal) {
        this.id = id;
        this.journal = journal;
        this.watch = new InDoubtWatch(this);
        this.bean = new InDoubtRegistration(id);
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

    /** Returns what shows the branches in doubt by JMX. All registrations of the journal share it. */
    InDoubtRegistration bean() {
        return bean;
    }

    boolean isOpen() {
        try {
            return Transactions.of(journal) != null;
        } catch (RuntimeException closed) {
            // Also thrown by a proxy whose journal was destroyed.
            return false;
        }
    }

    /** Returns the transactions of the journal. Throws an exception when the journal is closed. */
    Transactions transactions() {
        return Transactions.of(journal);
    }

    /**
     * Returns whether two objects are the same open journal. One may be a proxy or a decorator of the other. Each opening
     * has one report, which all of them return.
     */
    boolean isSame(Journal other) {
        try {
            return journal.recoveryReport() == other.recoveryReport();
        } catch (RuntimeException closed) {
            // Thrown by a proxy whose journal was destroyed.
            return false;
        }
    }

    /**
     * Throws an exception when the journal is closed or has failed, because an answer about its branches could be wrong
     * then.
     */
    void requireWorking() throws XAException {
        try {
            transactions().requireWorking();
        } catch (RuntimeException closedOrFailed) {
            throw XaErrors.because(XAException.XAER_RMFAIL, closedOrFailed);
        }
    }

    /** Returns whether there are branches that began in this process and have no outcome. */
    boolean hasBranches() {
        return isOpen() && transactions().begun() > 0;
    }

    /** Returns a branch that has not ended. */
    Branch branch(BranchId branchId, String call) throws XAException {
        Optional<Branch> found = transactions().find(branchId);
        if (found.isPresent()) {
            return found.get();
        }
        requireWorking();
        throw XaErrors.refused(XAException.XAER_NOTA, call + " failed, because the journal has no branch " + branchId);
    }

    List<InDoubtBranch> inDoubt() {
        return transactions().inDoubt();
    }

    /** Returns the directory, for people, and the id, which is in the logs of transaction managers. */
    @Override
    public String toString() {
        return journal + " with id " + id;
    }
}
