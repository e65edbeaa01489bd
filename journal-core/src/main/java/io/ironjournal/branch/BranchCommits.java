package io.ironjournal.branch;

import io.ironjournal.IdRange;
import io.ironjournal.branch.BranchRules.RecordEnd;
import io.ironjournal.log.Committer;
import io.ironjournal.log.Write;
import io.ironjournal.manager.StateTable;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.write.StreamWrites;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Commits prepared branches: one alone, or several together with a state of the transaction manager. */
final class BranchCommits {

    private final StreamWrites writes;
    private final MemtableMemory memory;
    private final Committer committer;
    private final PreparedBranches prepared;
    private final StateTable states;

    BranchCommits(
            StreamWrites writes,
            MemtableMemory memory,
            Committer committer,
            PreparedBranches prepared,
            StateTable states) {
        this.writes = writes;
        this.memory = memory;
        this.committer = committer;
        this.prepared = prepared;
        this.states = states;
    }

    /** Commits a branch with a record of its own. */
    Map<String, IdRange> commit(PreparedBranch branch) {
        acquire(List.of(branch));
        BranchWrites.Commit commit = null;
        try {
            commit = write(branch, branch::isWritten);
            if (branch.isWritten()) {
                committer.execute(commit);
            } else {
                List<Write> records = held(List.of(branch));
                records.add(commit);
                committer.execute(records, records.size());
            }
            return commit.ranges();
        } finally {
            releaseUnlessApplied(branch, commit);
        }
    }

    /**
     * Acquires the memory of all branches at once. If it acquired that of one after the other, a later one could wait for
     * the memory of an earlier one. Entries in memory are only moved.
     */
    private void acquire(List<PreparedBranch> branches) {
        long waiting = 0;
        long moved = 0;
        for (PreparedBranch branch : branches) {
            if (branch.body() == null) {
                waiting += branch.memory();
            } else {
                moved += branch.memory();
            }
        }
        if (waiting > 0) {
            memory.acquireForCommit(waiting);
        }
        memory.add(moved);
    }

    /** Returns the write of a COMMIT. Entries that are not in memory are read before anything is queued. */
    private BranchWrites.Commit write(PreparedBranch branch, BooleanSupplier allowed) {
        return new BranchWrites.Commit(
                branch, prepared, writes.ids(prepared.entries().read(branch)), allowed);
    }

    /** Returns the PREPARE records that are not written yet. */
    private List<Write> held(List<PreparedBranch> branches) {
        List<Write> records = new ArrayList<>();
        for (PreparedBranch branch : branches) {
            if (!branch.isWritten()) {
                records.add(BranchWrites.Prepare.held(branch, prepared.entries().content(branch), prepared));
            }
        }
        return records;
    }

    private void releaseUnlessApplied(PreparedBranch branch, BranchWrites.@Nullable Commit commit) {
        if (commit == null || !commit.isApplied()) {
            memory.release(branch.memory());
        }
    }

    /**
     * Puts a state and commits branches, with one force. The PREPARE records come first that are not written yet, and
     * without them there is no state. Then comes the STATE record. So a crash that loses a COMMIT leaves the state, by which
     * recovery commits the branch.
     *
     * @param branches are in the state that says that they are being decided. Those that are not committed, although the
     *     state is durable, are prepared again
     */
    void decide(String key, byte[] state, List<JournalBranch> branches) {
        List<PreparedBranch> all =
                branches.stream().map(JournalBranch::requirePrepared).toList();
        List<BranchWrites.Commit> commits = new ArrayList<>();
        RecordEnd unlessApplied = RecordEnd.REFUSED;
        boolean acquired = false;
        try {
            acquire(all);
            acquired = true;
            BooleanSupplier allWritten = () -> all.stream().allMatch(PreparedBranch::isWritten);
            states.put(key, state, held(all), allWritten, written -> {
                all.forEach(branch -> commits.add(write(branch, written)));
                return commits;
            });
        } catch (RuntimeException | Error e) {
            unlessApplied = BranchTransactions.endOf(e);
            throw e;
        } finally {
            for (int i = 0; i < all.size(); i++) {
                BranchWrites.Commit commit = i < commits.size() ? commits.get(i) : null;
                if (acquired) {
                    releaseUnlessApplied(all.get(i), commit);
                }
                end(branches.get(i), commit, unlessApplied);
            }
        }
    }

    private static void end(JournalBranch branch, BranchWrites.@Nullable Commit commit, RecordEnd unlessApplied) {
        if (commit != null && commit.isApplied()) {
            branch.end(RecordEnd.DURABLE, commit.ranges(), null);
        } else {
            branch.end(unlessApplied, Map.of(), null);
        }
    }
}
