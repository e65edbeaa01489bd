package io.ironjournal.internal;

import io.ironjournal.RecoveryReport;
import io.ironjournal.recovery.LossFile;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.transaction.UnacceptedLossException;
import io.ironjournal.transaction.UnknownBranchException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Refuses calls about branches that a lost record may concern, until the loss is accepted. Without this, a transaction
 * manager would take an unknown branch for a completed one, and an empty list for a completed recovery.
 */
final class LossGuard {

    private final LossFile file;
    private final Set<BranchId> recovered;
    private final ReentrantLock accepting = new ReentrantLock();

    LossGuard(LossFile file, RecoveryReport report) {
        this.file = file;
        recovered = report.inDoubt().stream().map(InDoubtBranch::id).collect(Collectors.toSet());
    }

    List<String> unaccepted() {
        return file.losses();
    }

    void requireAccepted() {
        if (!file.losses().isEmpty()) {
            throw new UnacceptedLossException(
                    "The journal cannot list its in-doubt branches, because acknowledged records were lost. Check"
                            + " recoveryReport() and the transaction manager's log, then call"
                            + " Transactions.acceptLoss(). " + String.join(". ", file.losses()));
        }
    }

    /** Fails if a state of the transaction manager may be missing. */
    void requireStates() {
        if (!file.losses().isEmpty()) {
            throw new UnacceptedLossException(
                    "The journal cannot say which states of the transaction manager it has, because acknowledged records were"
                            + " lost. A transaction whose decision is lost would be rolled back in its other resources. Check"
                            + " recoveryReport(). Then call Transactions.acceptLoss() without the transaction manager, and"
                            + " decide such transactions by hand before it starts. "
                            + String.join(". ", file.losses()));
        }
    }

    /** Runs a call on a branch if it is certain that the branch is undecided. */
    <T> T call(BranchId id, Supplier<T> call) {
        if (recovered.contains(id)) {
            requireAccepted();
        }
        try {
            return call.get();
        } catch (UnknownBranchException e) {
            requireAccepted();
            throw e;
        }
    }

    /** Finds a branch. Fails if the answer may be wrong. */
    Optional<Branch> find(BranchId id, Supplier<Optional<Branch>> search) {
        Optional<Branch> found = search.get();
        if (found.isEmpty() || recovered.contains(id)) {
            requireAccepted();
        }
        return found;
    }

    void accept() {
        accepting.lock();
        try {
            file.accept();
        } finally {
            accepting.unlock();
        }
    }
}
