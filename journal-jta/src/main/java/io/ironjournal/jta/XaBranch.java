package io.ironjournal.jta;

import io.ironjournal.IdRange;
import io.ironjournal.JournalClosedException;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.transaction.BranchId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * One branch that began in this process: which resources work for it, and how far it got. Its methods but {@code work}
 * expect the caller to hold {@link #lock()}: the transaction manager may end a branch on one thread while the
 * application adds to it on another.
 *
 * <p>In the terms of the XA specification a branch is <em>associated</em> while any resource works for it,
 * <em>suspended</em> while none does but one will resume, and <em>idle</em> otherwise.
 */
final class XaBranch {

    /** How far a branch got. */
    enum Phase {
        /** Takes entries, or was ended and may be joined or prepared. */
        WORKING,
        /** Can only be rolled back. */
        ROLLBACK_ONLY,
        /** Voted; durable, waits for its outcome. */
        PREPARED,
        /** Has its outcome, and is forgotten. */
        OVER
    }

    private enum Link {
        ACTIVE,
        SUSPENDED
    }

    private final BranchId id;
    private final Branch buffer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Association, Link> links = new HashMap<>();
    private final CompletableFuture<Map<String, IdRange>> outcome = new CompletableFuture<>();
    private Phase phase = Phase.WORKING;
    private boolean voteUnknown;
    private @Nullable Map<String, IdRange> ids;
    private @Nullable Throwable failure;

    /** The call that the branch could not take, if that is why it can only be rolled back. */
    private @Nullable Throwable refusal;

    XaBranch(BranchId id, Branch buffer) {
        this.id = id;
        this.buffer = buffer;
    }

    BranchId id() {
        return id;
    }

    ReentrantLock lock() {
        return lock;
    }

    Phase phase() {
        return phase;
    }

    /** Completes with the ids of the entries, exceptionally when the branch rolled back. */
    CompletionStage<Map<String, IdRange>> outcome() {
        return outcome;
    }

    /** Whether a prepare failed so that it may have taken effect nevertheless. */
    boolean isVoteUnknown() {
        return voteUnknown;
    }

    void voteIsUnknown() {
        voteUnknown = true;
    }

    /** Adds something to what the branch is to commit, through a resource that works for it. */
    void work(Association by, Content content, Consumer<Branch> what) {
        lock.lock();
        try {
            if (phase != Phase.WORKING) {
                throw notWorking();
            }
            if (links.get(by) != Link.ACTIVE) {
                throw new IllegalStateException("The writer is not associated with branch " + id + " any more");
            }
            change(content, what);
        } finally {
            lock.unlock();
        }
    }

    private void change(Content content, Consumer<Branch> what) {
        try {
            what.accept(buffer);
        } catch (RuntimeException | Error refused) {
            if (!content.isOptional(refused)) {
                phase = Phase.ROLLBACK_ONLY;
                refusal = refused;
            }
            throw refused;
        }
    }

    private RuntimeException notWorking() {
        Throwable why = phase == Phase.ROLLBACK_ONLY ? refusal : failure;
        if (why instanceof JournalClosedException) {
            return new JournalClosedException(String.valueOf(why.getMessage()), why);
        }
        return switch (phase) {
            case PREPARED -> new IllegalStateException("Branch " + id + " was prepared: it is too late to add to it");
            case ROLLBACK_ONLY ->
                new IllegalStateException(
                        "Branch " + id + " can only be rolled back, because "
                                + (why == null
                                        ? "its work was ended as failed"
                                        : "a call was refused: " + why.getMessage()),
                        why);
            default ->
                new IllegalStateException(
                        "Branch " + id
                                + (why == null
                                        ? " was committed: nothing can be added to it"
                                        : " was rolled back, perhaps because its transaction timed out: nothing can be"
                                                + " added to it"),
                        why);
        };
    }

    void begin(Association by) {
        links.put(by, Link.ACTIVE);
        by.attach(this);
    }

    void join(Association by) throws XAException {
        requireWorking("start(TMJOIN)");
        if (links.containsKey(by) || (isLinked() && !links.containsValue(Link.ACTIVE))) {
            throw outOfOrder("start(TMJOIN)");
        }
        begin(by);
    }

    void resume(Association by) throws XAException {
        requireWorking("start(TMRESUME)");
        if (links.get(by) != Link.SUSPENDED) {
            throw outOfOrder("start(TMRESUME)");
        }
        begin(by);
    }

    void end(Association by, int flags) throws XAException {
        if (phase == Phase.ROLLBACK_ONLY) {
            unlink(by);
        }
        requireWorking("end");
        Link link = links.get(by);
        if (link == null || (link == Link.SUSPENDED && flags == XAResource.TMSUSPEND)) {
            throw outOfOrder("end");
        }
        if (flags == XAResource.TMSUSPEND) {
            links.put(by, Link.SUSPENDED);
            by.detach(this);
        } else {
            unlink(by);
            if (flags == XAResource.TMFAIL) {
                phase = Phase.ROLLBACK_ONLY;
            }
        }
    }

    /** Ends the resource's part whatever it was; the branch can only be rolled back then. */
    void fail(Association by) {
        unlink(by);
        if (phase == Phase.WORKING) {
            phase = Phase.ROLLBACK_ONLY;
        }
    }

    /** Whether a resource still works for the branch or has suspended its work. */
    boolean isLinked() {
        return !links.isEmpty();
    }

    void prepared() {
        phase = Phase.PREPARED;
    }

    /** The branch committed; to be told with {@link #release()}. */
    void settle(Map<String, IdRange> committed) {
        over();
        ids = committed;
    }

    /** The branch did not commit, or nobody knows; to be told with {@link #release()}. */
    void settle(Throwable why) {
        over();
        failure = why;
    }

    private void over() {
        phase = Phase.OVER;
        links.keySet().forEach(by -> by.detach(this));
        links.clear();
    }

    /** Gives the lock back, then tells those who wait for the outcome, who may do anything. */
    void release() {
        Map<String, IdRange> committed = ids;
        Throwable why = failure;
        lock.unlock();
        if (committed != null) {
            outcome.complete(committed);
        } else if (why != null) {
            outcome.completeExceptionally(why);
        }
    }

    XAException outOfOrder(String call) {
        return XaErrors.refused(XAException.XAER_PROTO, call + " is not allowed: " + this);
    }

    XAException rollbackOnly(String call) {
        return XaErrors.because(
                XAException.XA_RBROLLBACK, new IllegalStateException(call + " is refused: " + this, refusal));
    }

    private void requireWorking(String call) throws XAException {
        switch (phase) {
            case WORKING -> {}
            case ROLLBACK_ONLY -> throw rollbackOnly(call);
            case PREPARED -> throw outOfOrder(call);
            case OVER -> throw XaErrors.refused(XAException.XAER_NOTA, call + " is refused: " + this);
        }
    }

    private void unlink(Association by) {
        links.remove(by);
        by.detach(this);
    }

    @Override
    public String toString() {
        return "branch " + id + " is " + phase + ", linked by " + links.values();
    }
}
