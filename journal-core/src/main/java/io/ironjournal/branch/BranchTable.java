package io.ironjournal.branch;

import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalException;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.transaction.UnknownBranchException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All branches that have not ended, in memory or in doubt. No other map has branches. */
public final class BranchTable {

    private final Runnable requireWorking;
    private final Map<BranchId, JournalBranch> branches = new ConcurrentHashMap<>();

    /**
     * Creates a table without branches.
     *
     * @param requireWorking fails if the journal has failed
     */
    public BranchTable(Runnable requireWorking) {
        this.requireWorking = requireWorking;
    }

    /** Adds a branch. Returns false if there is one with the same id. */
    boolean add(JournalBranch branch) {
        return branches.putIfAbsent(branch.id(), branch) == null;
    }

    /** Adds a branch that recovery found. */
    void put(JournalBranch branch) {
        branches.put(branch.id(), branch);
    }

    @Nullable
    JournalBranch find(BranchId id) {
        return branches.get(id);
    }

    void remove(JournalBranch branch) {
        branches.remove(branch.id(), branch);
    }

    /** Fails if the journal has failed. */
    void requireWorking() {
        requireWorking.run();
    }

    /**
     * Returns the error for a branch that is not in the table. Only a working journal may say that a branch is unknown.
     */
    JournalException unknown(BranchId id) {
        requireWorking.run();
        return new UnknownBranchException(id);
    }

    /** Returns the branches that are in doubt according to the log, in no order. */
    List<PreparedBranch> prepared() {
        List<PreparedBranch> found = new ArrayList<>();
        for (JournalBranch branch : branches.values()) {
            PreparedBranch prepared = branch.prepared();
            if (prepared != null && prepared.isInDoubt()) {
                found.add(prepared);
            }
        }
        return found;
    }

    /** Returns the branches in doubt, oldest first. */
    public List<InDoubtBranch> inDoubt() {
        return prepared().stream()
                .sorted(Comparator.comparingLong(PreparedBranch::lsn))
                .map(PreparedBranch::describe)
                .sorted(Comparator.comparing(InDoubtBranch::preparedAt))
                .toList();
    }

    /** Returns the number of branches in doubt. */
    public int countInDoubt() {
        return prepared().size();
    }

    /** Returns the number of branches that have, or had, a user in this process and have not ended. */
    int countUsed() {
        int used = 0;
        for (JournalBranch branch : branches.values()) {
            used += branch.use() == null ? 0 : 1;
        }
        return used;
    }

    /**
     * Ends branches that are in memory only or committed, when no call is running any more. Prepared branches stay in
     * doubt.
     *
     * @param directory the journal's directory, for messages
     * @return an action that notifies listeners to the outcomes, whose code can do anything
     */
    public Runnable close(String directory) {
        Map<JournalBranch, JournalClosedException> left = new HashMap<>();
        for (JournalBranch branch : branches.values()) {
            JournalClosedException closed =
                    new JournalClosedException("The journal in " + directory + " was closed while " + branch);
            if (branch.state() == BranchState.DECIDED) {
                branch.start(BranchCall.COMMIT);
            } else {
                branch.abandonWithoutOutcome(closed);
                left.put(branch, closed);
            }
        }
        return () -> left.forEach(JournalBranch::completeClosed);
    }
}
