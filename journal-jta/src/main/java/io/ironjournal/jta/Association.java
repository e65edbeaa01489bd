package io.ironjournal.jta;

import io.ironjournal.spi.transaction.Branch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one XA resource object, and not to the branch: which branch it currently works for, if any, and
 * whether its connection has local work open. Two resource objects that share an association are one to the journal.
 */
final class Association {

    /** Held while a start is decided, so that two starts on one resource cannot both find it idle. */
    private final ReentrantLock starting = new ReentrantLock();

    private final AtomicReference<@Nullable Branch> branch = new AtomicReference<>();
    private final AtomicInteger openLocalBatches = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable Throwable startFailure;

    ReentrantLock starting() {
        return starting;
    }

    /** The branch that entries written through this resource go to; null when there is none, or it has ended. */
    @Nullable
    Branch branch() {
        Branch current = branch.get();
        if (current != null && current.state().isOver()) {
            detach(current);
            return null;
        }
        return current;
    }

    void attach(Branch to) {
        branch.set(to);
    }

    /** Lets go of the branch, unless the resource works for another one by now. */
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

    /** Why the last start failed: transaction managers swallow it. */
    @Nullable
    Throwable startFailure() {
        return startFailure;
    }
}
