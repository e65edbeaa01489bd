package io.ironjournal.internal;

import io.ironjournal.IdRange;
import io.ironjournal.branch.BranchTransactions;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchUse;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Branches of an open journal. */
final class GatedTransactions implements Transactions {

    private final BranchTransactions branches;
    private final CallGate gate;
    private final LossGuard losses;
    private final Runnable requireWorking;
    private final CloseSignal closing;
    private final ClaimWait claims;

    /**
     * Guards the branches of a journal.
     *
     * @param requireWorking fails if the journal is closed or has failed
     * @param closing runs actions when the journal is closed
     * @param claims waits for branches that claim streams
     */
    GatedTransactions(
            BranchTransactions branches,
            CallGate gate,
            LossGuard losses,
            Runnable requireWorking,
            CloseSignal closing,
            ClaimWait claims) {
        this.branches = branches;
        this.gate = gate;
        this.losses = losses;
        this.requireWorking = requireWorking;
        this.closing = closing;
        this.claims = claims;
    }

    @Override
    public void whenClosed(Runnable listener) {
        closing.whenEnded(listener);
    }

    @Override
    public UUID journalId() {
        return branches.journalId();
    }

    @Override
    public Branch begin(BranchId id) {
        return gated(() -> branches.begin(id, null));
    }

    @Override
    public Branch begin(BranchId id, BranchUse use) {
        return gated(() -> branches.begin(id, use));
    }

    @Override
    public Optional<Branch> find(BranchId id) {
        return gated(() -> losses.find(id, () -> branches.find(id)));
    }

    @Override
    public int begun() {
        return branches.countUsed();
    }

    @Override
    public void requireWorking() {
        requireWorking.run();
    }

    @Override
    public Vote prepare(BranchId id) {
        return claims.call(() -> gated(() -> losses.call(id, () -> branches.prepare(id))));
    }

    @Override
    public Map<String, IdRange> commit(BranchId id) {
        return gated(() -> losses.call(id, () -> branches.commit(id)));
    }

    @Override
    public Map<String, IdRange> commitOnePhase(BranchId id) {
        return claims.call(() -> gated(() -> losses.call(id, () -> branches.commitOnePhase(id))));
    }

    @Override
    public void rollback(BranchId id) {
        gated(() -> losses.call(id, () -> {
            branches.rollback(id);
            return true;
        }));
    }

    @Override
    public List<InDoubtBranch> inDoubt() {
        return gated(() -> {
            losses.requireAccepted();
            return branches.inDoubt();
        });
    }

    @Override
    public List<String> unacceptedLosses() {
        return losses.unaccepted();
    }

    @Override
    public void acceptLoss() {
        gated(() -> {
            losses.accept();
            return true;
        });
    }

    private <T> T gated(Supplier<T> call) {
        gate.enter();
        try {
            return call.get();
        } finally {
            gate.leave();
        }
    }
}
