package io.ironjournal.jta;

import io.ironjournal.IdRange;
import io.ironjournal.jta.InMemoryJournal.Call;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchUse;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The transactions of a journal, with calls that can be made to throw or to fail at their force. */
final class FaultyTransactions implements Transactions {

    private final Transactions transactions;
    private final FailableLog log;
    private final Map<Call, Throwable> refusals = new EnumMap<>(Call.class);
    private final Map<Call, Boolean> failingForces = new EnumMap<>(Call.class);
    private final Queue<Branch> begun = new ConcurrentLinkedQueue<>();

    FaultyTransactions(Transactions transactions, FailableLog log) {
        this.transactions = transactions;
        this.log = log;
    }

    synchronized void refuse(Call call, Throwable why) {
        refusals.put(call, why);
    }

    synchronized void failForce(Call call, boolean persisted) {
        failingForces.put(call, persisted);
    }

    /** Returns the number of branches that are in memory only. */
    long active() {
        return begun.stream()
                .map(Branch::state)
                .filter(state -> !state.isEnded() && !state.isInDoubt())
                .count();
    }

    private <T> T call(Call call, Supplier<T> body) {
        arm(call);
        try {
            return body.get();
        } finally {
            log.recover();
        }
    }

    private synchronized void arm(Call call) {
        Throwable refusal = refusals.remove(call);
        if (refusal instanceof Error error) {
            throw error;
        }
        if (refusal != null) {
            throw (RuntimeException) refusal;
        }
        Boolean persisting = failingForces.remove(call);
        if (persisting != null) {
            log.fail(persisting);
        }
    }

    @Override
    public ManagerStates states() {
        return transactions.states();
    }

    @Override
    public UUID journalId() {
        return transactions.journalId();
    }

    @Override
    public Branch begin(BranchId id) {
        return remember(call(Call.BEGIN, () -> transactions.begin(id)));
    }

    @Override
    public Branch begin(BranchId id, BranchUse use) {
        return remember(call(Call.BEGIN, () -> transactions.begin(id, use)));
    }

    private Branch remember(Branch branch) {
        begun.add(branch);
        return branch;
    }

    @Override
    public Optional<Branch> find(BranchId id) {
        return transactions.find(id);
    }

    @Override
    public int begun() {
        return transactions.begun();
    }

    @Override
    public void requireWorking() {
        transactions.requireWorking();
    }

    @Override
    public Vote prepare(BranchId id) {
        return call(Call.PREPARE, () -> transactions.prepare(id));
    }

    @Override
    public Map<String, IdRange> commit(BranchId id) {
        return call(Call.COMMIT, () -> transactions.commit(id));
    }

    @Override
    public Map<String, IdRange> commitOnePhase(BranchId id) {
        return call(Call.COMMIT_ONE_PHASE, () -> transactions.commitOnePhase(id));
    }

    @Override
    public void rollback(BranchId id) {
        boolean unused = call(Call.ROLLBACK, () -> {
            transactions.rollback(id);
            return true;
        });
    }

    @Override
    public List<InDoubtBranch> inDoubt() {
        return call(Call.IN_DOUBT, transactions::inDoubt);
    }

    @Override
    public List<String> unacceptedLosses() {
        return transactions.unacceptedLosses();
    }

    @Override
    public void acceptLoss() {
        transactions.acceptLoss();
    }

    @Override
    public boolean isRecoveryHeld() {
        return transactions.isRecoveryHeld();
    }

    @Override
    public void releaseRecovery() {
        transactions.releaseRecovery();
    }

    @Override
    public void decide(String key, byte[] state, Collection<BranchId> branches) {
        transactions.decide(key, state, branches);
    }

    @Override
    public void deferVotes(Predicate<? super Branch> decidedHere) {
        transactions.deferVotes(decidedHere);
    }

    @Override
    public void whenClosed(Runnable listener) {
        transactions.whenClosed(listener);
    }
}
