package io.ironjournal.branch;

import io.ironjournal.Cursor;
import io.ironjournal.cursor.CursorAdvance;
import io.ironjournal.cursor.ReadingCursor;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.write.WriteLimits;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A branch that has not voted yet: a buffer in memory. */
final class ActiveBranch implements Branch {

    private final BranchId id;
    private final WriteLimits limits;
    private final CursorAdvance cursors;

    /** Held while the branch votes or ends, so that nothing is added meanwhile. */
    private final ReentrantLock lock = new ReentrantLock();

    private final EntryBodyBuilder entries = new EntryBodyBuilder();
    private boolean ended;

    ActiveBranch(BranchId id, WriteLimits limits, CursorAdvance cursors) {
        this.id = id;
        this.limits = limits;
        this.cursors = cursors;
    }

    @Override
    public BranchId id() {
        return id;
    }

    @Override
    public void add(String stream, byte[] entry) {
        whileActive(() -> {
            limits.check(entries, stream, entry);
            entries.add(stream, entry);
        });
    }

    @Override
    public void addToShard(int shard, byte[] entry) {
        whileActive(() -> {
            String stream = limits.shard(shard);
            limits.checkSize(entries, stream, entry);
            entries.add(stream, entry);
        });
    }

    @Override
    public void checkpoint(byte[] checkpointId) {
        whileActive(() -> {
            limits.checkCheckpoint(entries, checkpointId);
            limits.checkPosition(entries, checkpointId.length);
            entries.checkpoint(checkpointId);
        });
    }

    @Override
    public void advance(Cursor cursor, long to) {
        if (!(cursor instanceof ReadingCursor reading)) {
            throw new IllegalArgumentException("Only cursors that Journal.cursor returned can be moved by a branch");
        }
        whileActive(() -> {
            CursorMove earlier = entries.move(reading.key());
            if (earlier != null && to < earlier.position()) {
                throw new IllegalArgumentException("Cursor '" + cursor.name() + "' is at " + earlier.position()
                        + " in branch " + id + " and moves forward only, not to " + to);
            }
            limits.checkPosition(entries, CursorMove.MAX_SIZE);
            entries.move(cursors.claim(reading.key(), reading.found(), to, id));
            reading.readFrom(to);
        });
    }

    private void whileActive(Runnable action) {
        lock.lock();
        try {
            if (ended) {
                throw new IllegalStateException("Branch " + id + " has ended; nothing can be added to it");
            }
            action.run();
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

    /** Bytes that its record will hold, about. */
    long size() {
        lock.lock();
        try {
            return entries.size();
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

    /** Which cursors it moves; to be used under the lock. */
    List<CursorMove> moves() {
        return entries.moves();
    }

    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }
}
