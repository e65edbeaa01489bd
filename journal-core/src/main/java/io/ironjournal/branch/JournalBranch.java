package io.ironjournal.branch;

import io.ironjournal.IdRange;
import io.ironjournal.branch.BranchRules.RecordEnd;
import io.ironjournal.branch.BranchRules.Step;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.BranchUse;
import io.ironjournal.transaction.BranchId;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One branch, from its begin (or from the opening that found it prepared) to its outcome. Only this class knows and
 * changes the branch's state, by the tables of {@link BranchRules}. Its lock is held briefly. While a record is
 * written, the state says so, and calls that depend on the record wait.
 */
final class JournalBranch extends BranchBuffer {

    private final BranchId id;
    private final BranchTable table;
    private final @Nullable BranchUse use;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition decided = lock.newCondition();
    private final CompletableFuture<Map<String, IdRange>> outcome = new CompletableFuture<>();

    private volatile BranchState state;

    /** The uncommitted content, while the branch is in memory only. */
    private @Nullable BranchContent content;

    /** The content of its PREPARE record, if there is one. */
    private volatile @Nullable PreparedBranch prepared;

    /** Why the branch can only be rolled back or did not commit; null if that is unknown or nothing failed. */
    private @Nullable Throwable reason;

    /** Creates an active branch. */
    JournalBranch(BranchId id, BranchTable table, BranchContent content, @Nullable BranchUse use) {
        this.id = id;
        this.table = table;
        this.content = content;
        this.use = use;
        this.state = BranchState.ACTIVE;
    }

    /** Creates a branch that is in doubt. */
    JournalBranch(PreparedBranch prepared, BranchTable table) {
        this.id = prepared.id();
        this.table = table;
        this.use = null;
        this.prepared = prepared;
        this.state = BranchState.PREPARED;
    }

    @Override
    public BranchId id() {
        return id;
    }

    @Override
    public BranchState state() {
        return state;
    }

    @Override
    public @Nullable BranchUse use() {
        return use;
    }

    @Override
    public CompletionStage<Map<String, IdRange>> outcome() {
        return outcome;
    }

    /** This is the only place of the check that the branch and the journal work. */
    @Override
    void change(Consumer<BranchContent> change) {
        if (lock.isHeldByCurrentThread()) {
            // The lock is already held, as for each entry of a transaction. Taking it again would cost more than the
            // check.
            changeLocked(change);
        } else {
            exclusively(() -> {
                changeLocked(change);
                return true;
            });
        }
    }

    private void changeLocked(Consumer<BranchContent> change) {
        if (state != BranchState.ACTIVE) {
            // According to the table only an active branch accepts content, so an active branch needs no lookup.
            step(BranchCall.CHANGE);
        }
        table.requireWorking();
        change.accept(content());
    }

    @Override
    public boolean isEmpty() {
        return exclusively(() -> content == null ? prepared == null : content.isEmpty());
    }

    /** Returns the approximate size of its record in bytes, or 0 if it is not in memory only. */
    long size() {
        return exclusively(() -> content == null ? 0L : content.size());
    }

    /** Returns the content. Called under the lock, or while its record is written and nothing can be added. */
    BranchContent content() {
        return Objects.requireNonNull(content, "content");
    }

    @Override
    public <T extends @Nullable Object, E extends Exception> T exclusively(Action<T, E> action) throws E {
        lock.lock();
        try {
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void requireActive() {
        boolean unused = exclusively(() -> step(BranchCall.CHANGE));
    }

    @Override
    public void setRollbackOnly(@Nullable Throwable why) {
        boolean unused = stepBecause(BranchCall.SET_ROLLBACK_ONLY, why);
    }

    @Override
    public boolean abandon(Throwable why) {
        if (abandonWithoutOutcome(why)) {
            outcome.completeExceptionally(why);
        }
        return state == BranchState.ROLLED_BACK;
    }

    /** Ends a branch that is in memory only. The caller announces the outcome. Returns false if there is no effect. */
    boolean abandonWithoutOutcome(Throwable why) {
        return stepBecause(BranchCall.ABANDON, why);
    }

    private boolean stepBecause(BranchCall call, @Nullable Throwable why) {
        return exclusively(() -> {
            boolean hasEffect = step(call);
            if (hasEffect) {
                reason = why;
            }
            return hasEffect;
        });
    }

    /**
     * Begins a call that decides the branch. Waits while another one decides.
     *
     * @return the state after it; if a record is written in that state, {@link #end} follows
     */
    BranchState start(BranchCall call) {
        BranchState next = exclusively(() -> {
            step(call);
            return state;
        });
        if (next != BranchState.COMMITTED) {
            // A branch that a decision committed has its outcome, with its ids.
            completeOutcome(next, Map.of(), null);
        }
        return next;
    }

    /**
     * Ends the call that writes a record.
     *
     * @param ids the ids of the branch's entries, if it committed
     * @param why the failure of the call, or null
     */
    void end(RecordEnd end, Map<String, IdRange> ids, @Nullable Throwable why) {
        BranchState next = exclusively(() -> {
            enter(BranchRules.after(state, end));
            if (state.isEnded()) {
                reason = why;
            }
            decided.signalAll();
            return state;
        });
        completeOutcome(next, ids, why);
    }

    /**
     * Looks up a call in the table, and applies it. Called under the lock.
     *
     * @return whether the call continues; false if it has no effect
     */
    private boolean step(BranchCall call) {
        Step step = BranchRules.on(state, call);
        while (step.answer() == BranchRules.Answer.WAIT) {
            decided.awaitUninterruptibly();
            step = BranchRules.on(state, call);
        }
        switch (step.answer()) {
            case MOVE -> {
                if (use != null && state == BranchState.ACTIVE && call.endsUse() && use.isInUse()) {
                    throw BranchRefusals.inUse(id, call, use);
                }
                enter(step.after(state));
                return true;
            }
            case UNKNOWN -> throw table.unknown(id);
            case FAIL -> table.requireWorking();
            case REFUSE -> throw BranchRefusals.of(id, state, call, reason);
            default -> {}
        }
        return false;
    }

    private void enter(BranchState next) {
        state = next;
        if (next.isEnded()) {
            table.remove(this);
            if (content != null) {
                content.releaseClaims();
            }
        }
        if (next.isEnded() || next == BranchState.PREPARED) {
            content = null;
        } else if (next == BranchState.ACTIVE) {
            prepared = null;
        }
    }

    /** Completes the outcome, if there is one. Not called under the lock, because listeners can do anything. */
    private void completeOutcome(BranchState entered, Map<String, IdRange> ids, @Nullable Throwable why) {
        if (entered == BranchState.COMMITTED || entered == BranchState.DECIDED) {
            outcome.complete(ids);
        } else if (entered.isEnded()) {
            outcome.completeExceptionally(why == null ? new CancellationException("The transaction rolled back") : why);
        }
    }

    /** Completes the outcome with the error of a closed journal: the branch is not decided in this opening. */
    void completeClosed(Throwable closed) {
        outcome.completeExceptionally(closed);
    }

    /** Returns the ids of the entries of a branch that is committed. */
    Map<String, IdRange> ids() {
        return outcome.join();
    }

    /** Returns the content of its PREPARE record, or null before it is written. */
    @Nullable
    PreparedBranch prepared() {
        return prepared;
    }

    /** Stores the content of the PREPARE record that is about to be written. */
    void prepared(PreparedBranch record) {
        prepared = record;
    }

    /** Returns the description of a branch in doubt, for the call that decides it. */
    PreparedBranch requirePrepared() {
        return Objects.requireNonNull(prepared, "prepared");
    }

    @Override
    public String toString() {
        return "branch " + id + " is " + state;
    }
}
