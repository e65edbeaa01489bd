package io.ironjournal.internal;

import io.ironjournal.IdRange;
import io.ironjournal.branch.BranchTransactions;
import io.ironjournal.recovery.RestoredMark;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchUse;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Branches of an open journal. */
final class GatedTransactions implements Transactions {

    private final UUID journalId;
    private final BranchTransactions branches;
    private final CallGate gate;
    private final LossGuard losses;
    private final RestoredMark restored;
    private final CloseSignal closing;
    private final ClaimWait claims;
    private final ManagerStates states;

    /**
     * Guards the branches of a journal.
     *
     * @param restored whether the journal was restored from a backup
     * @param closing runs actions when the journal is closed
     * @param claims waits for branches that claim streams
     * @param states the states of the transaction manager
     */
    GatedTransactions(
            UUID journalId,
            BranchTransactions branches,
            CallGate gate,
            LossGuard losses,
            RestoredMark restored,
            CloseSignal closing,
            ClaimWait claims,
            ManagerStates states) {
        this.journalId = journalId;
        this.branches = branches;
        this.gate = gate;
        this.losses = losses;
        this.restored = restored;
        this.closing = closing;
        this.claims = claims;
        this.states = states;
    }

    @Override
    public void whenClosed(Runnable listener) {
        closing.whenEnded(listener);
    }

    @Override
    public ManagerStates states() {
        return states;
    }

    @Override
    public UUID journalId() {
        return journalId;
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
        gate.requireOpenAndWorking();
    }

    @Override
    public Vote prepare(BranchId id) {
        return claims.call(() -> gated(() -> losses.call(id, () -> branches.prepare(id))));
    }

    @Override
    public Map<String, IdRange> commit(BranchId id) {
        return claims.call(() -> gated(() -> losses.call(id, () -> branches.commit(id))));
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
    public void deferVotes(Predicate<? super Branch> decidedHere) {
        branches.deferVotes(Objects.requireNonNull(decidedHere, "decidedHere"));
    }

    @Override
    public void decide(String key, byte[] state, Collection<BranchId> ids) {
        GatedStates.require(key, state);
        List<BranchId> decided = List.copyOf(ids);
        boolean unused = claims.call(() -> gated(() -> {
            losses.requireStates();
            branches.decide(key, state, decided);
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

    @Override
    public boolean isRecoveryHeld() {
        return restored.exists();
    }

    @Override
    public void releaseRecovery() {
        gated(() -> {
            restored.remove();
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
