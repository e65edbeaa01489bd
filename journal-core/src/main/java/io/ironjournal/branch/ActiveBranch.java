package io.ironjournal.branch;

import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.stream.WriteLimits;
import io.ironjournal.transaction.Branch;
import io.ironjournal.transaction.BranchId;
import java.util.concurrent.locks.ReentrantLock;

/** A branch that has not voted yet: a buffer in memory. */
final class ActiveBranch implements Branch {

    private final BranchId id;
    private final WriteLimits limits;

    /** Held while the branch votes or ends, so that nothing is added meanwhile. */
    private final ReentrantLock lock = new ReentrantLock();

    private final EntryBodyBuilder entries = new EntryBodyBuilder();
    private boolean ended;

    ActiveBranch(BranchId id, WriteLimits limits) {
        this.id = id;
        this.limits = limits;
    }

    @Override
    public BranchId id() {
        return id;
    }

    @Override
    public void add(String stream, byte[] entry) {
        lock.lock();
        try {
            if (ended) {
                throw new IllegalStateException("Branch " + id + " has ended; nothing can be added to it");
            }
            limits.check(entries, stream, entry);
            entries.add(stream, entry);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        lock.lock();
        try {
            return entries.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    ReentrantLock lock() {
        return lock;
    }

    /** What was added; to be used under the lock. */
    EntryBodyBuilder entries() {
        return entries;
    }

    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }
}
