package io.ironjournal.branch;

import io.ironjournal.Cursor;
import io.ironjournal.IdRange;
import io.ironjournal.JournalClosedException;
import io.ironjournal.branch.BranchRules.RecordEnd;
import io.ironjournal.branch.BranchRules.Step;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.BranchStateException;
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
 * One branch, from its begin, or from the opening that found it prepared, to its outcome. The one place that knows its state
 * and changes it, by the tables of {@link BranchRules}. Its lock is held for moments only: while a record is written the
 * state says so, and calls that depend on the record wait.
 */
final class JournalBranch implements Branch {

    private final BranchId id;
    private final BranchTable table;
    private final @Nullable BranchUse use;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition decided = lock.newCondition();
    private final CompletableFuture<Map<String, IdRange>> outcome = new CompletableFuture<>();

    private volatile BranchState state;

    /** What is to be committed, as long as the branch is in memory only. */
    private @Nullable BranchContent content;

    /** What its PREPARE record holds, once there is one. */
    private volatile @Nullable PreparedBranch prepared;

    /** Why it can only be rolled back; null also when nothing is known. */
    private @Nullable Throwable refusal;

    /** Why it did not commit. */
    private @Nullable Throwable failure;

    /** Starts an active branch. */
    JournalBranch(BranchId id, BranchTable table, BranchContent content, @Nullable BranchUse use) {
        this.id = id;
        this.table = table;
        this.content = content;
        this.use = use;
        this.state = BranchState.ACTIVE;
    }

    /** Takes up a branch that is in doubt. */
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

    // --- Content

    @Override
    public void add(String stream, byte[] entry) {
        change(buffer -> buffer.add(stream, entry));
    }

    @Override
    public void addToShard(int shard, byte[] entry) {
        change(buffer -> buffer.addToShard(shard, entry));
    }

    @Override
    public void checkpoint(byte[] checkpointId) {
        change(buffer -> buffer.checkpoint(checkpointId));
    }

    @Override
    public void advance(Cursor cursor, long to) {
        change(buffer -> buffer.advance(cursor, to));
    }

    /** The one place where it is checked that the branch and the journal are alive. */
    private void change(Consumer<BranchContent> change) {
        lock.lock();
        try {
            step(BranchCall.CHANGE);
            table.requireWorking();
            BranchContent buffer = content;
            if (buffer != null) {
                change.accept(buffer);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        lock.lock();
        try {
            return content == null ? prepared == null : content.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that its record will hold, about; 0 when it is not in memory only. */
    long size() {
        lock.lock();
        try {
            return content == null ? 0 : content.size();
        } finally {
            lock.unlock();
        }
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

    // --- State

    @Override
    public void requireActive() {
        lock.lock();
        try {
            step(BranchCall.CHANGE);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void setRollbackOnly(@Nullable Throwable why) {
        lock.lock();
        try {
            if (step(BranchCall.SET_ROLLBACK_ONLY)) {
                refusal = why;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean abandon(Throwable why) {
        boolean rolledBack = drop(why);
        tellOutcome(Map.of());
        return rolledBack;
    }

    /** Does the same, and leaves the outcome to be told. */
    boolean drop(Throwable why) {
        lock.lock();
        try {
            if (step(BranchCall.ABANDON)) {
                failure = why;
            }
            return state == BranchState.ROLLED_BACK;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins a call that decides about the branch; waits while another one does.
     *
     * @return the state after it: one in which a record is written, until {@link #end}; or the last, to be followed by
     *     {@link #tellOutcome}
     */
    BranchState start(BranchCall call) {
        lock.lock();
        try {
            step(call);
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** What is to be committed; for the call that writes it, while nobody can add to it. */
    BranchContent content() {
        lock.lock();
        try {
            return Objects.requireNonNull(content, "content");
        } finally {
            lock.unlock();
        }
    }

    /** What is in doubt; for the call that decides it. */
    PreparedBranch record() {
        return Objects.requireNonNull(prepared, "prepared");
    }

    /** Ends the call that writes a record. */
    void end(RecordEnd end, @Nullable Throwable why) {
        lock.lock();
        try {
            enter(BranchRules.after(state, end));
            if (state.isOver()) {
                failure = why;
            }
            decided.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the vote or the commit of a branch that has nothing to commit. */
    void endWithoutRecord() {
        lock.lock();
        try {
            enter(BranchState.COMMITTED);
            decided.signalAll();
        } finally {
            lock.unlock();
        }
        tellOutcome(Map.of());
    }

    /**
     * Asks the table what a call does, and does it. Under the lock.
     *
     * @return whether the call goes on; false when it has no effect
     */
    private boolean step(BranchCall call) {
        Step step = BranchRules.on(state, call);
        while (step.answer() == BranchRules.Answer.WAIT) {
            decided.awaitUninterruptibly();
            step = BranchRules.on(state, call);
        }
        switch (step.answer()) {
            case MOVE -> {
                requireUnused(call);
                enter(step.after(state));
                return true;
            }
            case UNKNOWN -> throw table.unknown(id);
            case FAIL -> table.requireWorking();
            case REFUSE -> throw refused(call);
            default -> {
                // It has no effect.
            }
        }
        return false;
    }

    private void requireUnused(BranchCall call) {
        if (use != null && state == BranchState.ACTIVE && call.endsUse() && use.isInUse()) {
            throw new BranchStateException(state, call + " is not allowed: branch " + id + " is in use, " + use, null);
        }
    }

    private void enter(BranchState next) {
        state = next;
        if (next.isOver()) {
            table.remove(this);
            if (content != null) {
                content.releaseCursors();
            }
        }
        if (next.isOver() || next == BranchState.PREPARED) {
            content = null;
        } else if (next == BranchState.ACTIVE) {
            prepared = null;
        }
    }

    /** Completes the outcome if there is one; not under the lock, since those who wait for it may do anything. */
    void tellOutcome(Map<String, IdRange> ids) {
        Throwable why = failure;
        if (state == BranchState.COMMITTED) {
            outcome.complete(ids);
        } else if (state.isOver()) {
            outcome.completeExceptionally(why == null ? new CancellationException("The transaction rolled back") : why);
        }
    }

    /** The journal is closed: nobody will decide the branch in this opening. */
    void tellClosed(Throwable closed) {
        outcome.completeExceptionally(closed);
    }

    private RuntimeException refused(BranchCall call) {
        Throwable why = state == BranchState.ROLLBACK_ONLY ? refusal : failure;
        if (call == BranchCall.CHANGE && why instanceof JournalClosedException) {
            return new JournalClosedException(String.valueOf(why.getMessage()), why);
        }
        String what = call == BranchCall.CHANGE ? "Nothing can be added to branch " : call + " is not allowed: branch ";
        return new BranchStateException(state, what + id + (call == BranchCall.CHANGE ? ": it " : " ") + how(why), why);
    }

    private String how(@Nullable Throwable why) {
        return switch (state) {
            case ACTIVE -> "is not prepared";
            case ROLLBACK_ONLY ->
                "can only be rolled back, because "
                        + (why == null ? "its work was ended as failed" : "a call was refused: " + why.getMessage());
            case PREPARING, VOTE_UNKNOWN -> "is being prepared";
            case PREPARED, COMMITTING, ROLLING_BACK -> "was prepared already";
            case COMMITTING_ONE_PHASE -> "is being committed";
            case COMMITTED -> "was committed";
            case ROLLED_BACK -> "was rolled back, perhaps because its transaction timed out";
            case OUTCOME_UNKNOWN -> "may have been committed: the journal failed meanwhile";
        };
    }

    // --- Its PREPARE record

    /** What its PREPARE record holds; null before it is written. */
    @Nullable
    PreparedBranch prepared() {
        return prepared;
    }

    /** The PREPARE record is about to be written. */
    void prepared(PreparedBranch record) {
        prepared = record;
    }

    @Override
    public String toString() {
        return "branch " + id + " is " + state;
    }
}
