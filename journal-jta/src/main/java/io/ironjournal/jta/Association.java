package io.ironjournal.jta;

import io.ironjournal.spi.transaction.Branch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The state of one XA resource object: the branch that it currently works for, and whether its connection has an open
 * local writer. The state of the branch itself is in the journal. Resource objects that share an association are the
 * same resource to the journal.
 */
final class Association {

    /** Held while a start is decided, so that only one of two concurrent starts finds the resource idle. */
    private final ReentrantLock starting = new ReentrantLock();

    private final AtomicReference<@Nullable Branch> branch = new AtomicReference<>();
    private final AtomicInteger openLocalBatches = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable Throwable startFailure;

    ReentrantLock starting() {
        return starting;
    }

    /**
     * Returns the branch that receives entries written through this resource; null when there is none or it has ended.
     */
    @Nullable
    Branch branch() {
        Branch current = branch.get();
        if (current != null && current.state().isEnded()) {
            detach(current);
            return null;
        }
        return current;
    }

    void attach(Branch to) {
        branch.set(to);
    }

    /** Ends the association with a branch. Has no effect when the resource already works for another branch. */
    void detach(Branch from) {
        branch.compareAndSet(from, null);
    }

    void localBatchOpened() {
        openLocalBatches.incrementAndGet();
    }

    void localBatchEnded() {
        openLocalBatches.decrementAndGet();
    }

    boolean hasOpenLocalBatch() {
        return openLocalBatches.get() > 0;
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    void startFailed(Throwable why) {
        startFailure = why;
    }

    /** Returns why the last start failed, because transaction managers do not pass the exception on. */
    @Nullable
    Throwable startFailure() {
        return startFailure;
    }
}
