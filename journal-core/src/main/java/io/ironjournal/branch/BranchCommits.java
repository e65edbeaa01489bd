package io.ironjournal.branch;

import io.ironjournal.IdRange;
import io.ironjournal.branch.BranchRules.RecordEnd;
import io.ironjournal.format.EntryBody;
import io.ironjournal.log.Committer;
import io.ironjournal.manager.StateTable;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.write.StreamWrites;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

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
        BranchWrites.Commit commit = begin(branch, () -> true);
        try {
            committer.execute(commit);
            return commit.ranges();
        } finally {
            end(branch, commit);
        }
    }

    /** Acquires memory for the entries. Entries that are not in memory are read before anything is queued. */
    private BranchWrites.Commit begin(PreparedBranch branch, BooleanSupplier allowed) {
        EntryBody body = branch.body();
        if (body == null) {
            memory.acquireForCommit(branch.memory());
        } else {
            memory.add(branch.memory());
        }
        boolean begun = false;
        try {
            BranchWrites.Commit commit = new BranchWrites.Commit(
                    branch,
                    prepared,
                    writes.ids(body == null ? prepared.entries().read(branch) : body),
                    allowed);
            begun = true;
            return commit;
        } finally {
            if (!begun) {
                memory.release(branch.memory());
            }
        }
    }

    private void end(PreparedBranch branch, BranchWrites.Commit commit) {
        if (!commit.isApplied()) {
            memory.release(branch.memory());
        }
    }

    /**
     * Puts a state and commits branches, with one force. The STATE record comes first. So a crash that loses a COMMIT
     * leaves the state, by which recovery commits the branch.
     *
     * @param branches are in the state that says that they are being decided. Those that are not committed, although the
     *     state is durable, are prepared again
     */
    void decide(String key, byte[] state, List<JournalBranch> branches) {
        List<BranchWrites.Commit> commits = new ArrayList<>();
        try {
            states.put(key, state, written -> {
                for (JournalBranch branch : branches) {
                    commits.add(begin(branch.requirePrepared(), written));
                }
                return commits;
            });
        } catch (RuntimeException | Error e) {
            endAll(branches, commits, BranchTransactions.endOf(e));
            throw e;
        }
        endAll(branches, commits, RecordEnd.REFUSED);
    }

    /** Ends the call for each branch. */
    private void endAll(List<JournalBranch> branches, List<BranchWrites.Commit> commits, RecordEnd unlessApplied) {
        for (int i = 0; i < commits.size(); i++) {
            BranchWrites.Commit commit = commits.get(i);
            end(branches.get(i).requirePrepared(), commit);
            branches.get(i)
                    .end(
                            commit.isApplied() ? RecordEnd.DURABLE : unlessApplied,
                            commit.isApplied() ? commit.ranges() : Map.of(),
                            null);
        }
        for (JournalBranch branch : branches.subList(commits.size(), branches.size())) {
            branch.end(unlessApplied, Map.of(), null);
        }
    }
}
