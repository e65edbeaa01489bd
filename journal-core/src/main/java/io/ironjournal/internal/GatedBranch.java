package io.ironjournal.internal;

import io.ironjournal.Cursor;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.transaction.BranchId;

/** A branch that takes nothing once the journal is closed or has failed: it could not be committed any more. */
final class GatedBranch implements Branch {

    private final Branch branch;
    private final Runnable requireWorking;

    GatedBranch(Branch branch, Runnable requireWorking) {
        this.branch = branch;
        this.requireWorking = requireWorking;
    }

    @Override
    public BranchId id() {
        return branch.id();
    }

    @Override
    public void add(String stream, byte[] entry) {
        requireWorking.run();
        branch.add(stream, entry);
    }

    @Override
    public void addToShard(int shard, byte[] entry) {
        requireWorking.run();
        branch.addToShard(shard, entry);
    }

    @Override
    public void checkpoint(byte[] checkpointId) {
        requireWorking.run();
        branch.checkpoint(checkpointId);
    }

    @Override
    public void advance(Cursor cursor, long to) {
        requireWorking.run();
        branch.advance(cursor, to);
    }

    @Override
    public boolean isEmpty() {
        return branch.isEmpty();
    }
}
