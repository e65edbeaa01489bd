package io.ironjournal.branch;

import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalException;
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

/** All branches that have not ended, in memory and in doubt. There is no other map of branches. */
public final class BranchTable {

    private final Runnable requireWorking;
    private final Map<BranchId, JournalBranch> branches = new ConcurrentHashMap<>();

    /**
     * Starts without any.
     *
     * @param requireWorking fails when the journal has failed
     */
    public BranchTable(Runnable requireWorking) {
        this.requireWorking = requireWorking;
    }

    /** Takes up a branch; false when there is one with its id. */
    boolean add(JournalBranch branch) {
        return branches.putIfAbsent(branch.id(), branch) == null;
    }

    /** Takes up a branch that recovery found. */
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

    /** Fails when the journal has failed. */
    void requireWorking() {
        requireWorking.run();
    }

    /** The answer about a branch that is not in the table. Only a working journal may say that it knows no such branch. */
    JournalException unknown(BranchId id) {
        requireWorking.run();
        return new UnknownBranchException(id);
    }

    /** What the log holds as in doubt, in no order. */
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

    /** What is in doubt, oldest first. */
    public List<InDoubtBranch> inDoubt() {
        return prepared().stream()
                .sorted(Comparator.comparingLong(PreparedBranch::lsn))
                .map(PreparedBranch::describe)
                .sorted(Comparator.comparing(InDoubtBranch::preparedAt))
                .toList();
    }

    /** How many branches are in doubt. */
    public int countInDoubt() {
        return prepared().size();
    }

    /** How many branches that somebody works for, or worked for, have not ended. */
    int countUsed() {
        int used = 0;
        for (JournalBranch branch : branches.values()) {
            used += branch.use() == null ? 0 : 1;
        }
        return used;
    }

    /**
     * Ends what is in memory only, once no call is under way any more. What is prepared stays in doubt.
     *
     * @param directory the journal's, for messages
     * @return tells those who wait for an outcome, who may do anything
     */
    public Runnable close(String directory) {
        Map<JournalBranch, JournalClosedException> left = new HashMap<>();
        for (JournalBranch branch : branches.values()) {
            JournalClosedException closed =
                    new JournalClosedException("The journal in " + directory + " was closed while " + branch);
            branch.drop(closed);
            left.put(branch, closed);
        }
        return () -> left.forEach(JournalBranch::tellClosed);
    }
}
