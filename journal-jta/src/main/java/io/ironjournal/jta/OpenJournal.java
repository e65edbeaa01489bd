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

/** An open journal. It alone knows its branches and their states, and everything about them is asked there. */
final class OpenJournal {

    private final UUID id;
    private final Journal journal;
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
        try {
            transactions().requireWorking();
        } catch (RuntimeException closedOrFailed) {
            throw XaErrors.because(XAException.XAER_RMFAIL, closedOrFailed);
        }
    }

    /** Whether there are branches that began in this process and have no outcome. */
    boolean hasBranches() {
        return isOpen() && transactions().begun() > 0;
    }

    /** A branch that has not ended. */
    Branch branch(BranchId branchId, String call) throws XAException {
        Optional<Branch> found = transactions().find(branchId);
        if (found.isPresent()) {
            return found.get();
        }
        requireWorking();
        throw XaErrors.refused(XAException.XAER_NOTA, call + " found no branch " + branchId);
    }

    List<InDoubtBranch> inDoubt() {
        return transactions().inDoubt();
    }

    /** The directory for people, and the id that transaction managers write to their logs. */
    @Override
    public String toString() {
        return journal + " with id " + id;
    }
}
