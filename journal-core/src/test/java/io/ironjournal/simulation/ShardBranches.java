package io.ironjournal.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.DiskFullException;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.simulation.PreparedBranch.Fate;
import io.ironjournal.simulation.ShardModel.Transaction;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Begins, prepares and ends branches of a sharded journal. Prepared branches outlive a crash. */
final class ShardBranches {

    private final ShardHistory history;
    private final SplittableRandom random;
    private final RandomShardEntries entries;
    private final Map<BranchId, Transaction> active = new LinkedHashMap<>();
    private final Map<BranchId, PreparedBranch<Transaction>> prepared = new LinkedHashMap<>();
    private int count;

    ShardBranches(ShardHistory history, SplittableRandom random, RandomShardEntries entries) {
        this.history = history;
        this.random = random;
        this.entries = entries;
    }

    /** Forgets the branches that are not prepared. */
    void endLife() {
        active.clear();
    }

    void begin(ShardedJournal journal) {
        byte[] number = Integer.toString(++count).getBytes(UTF_8);
        BranchId id = new BranchId(1, number, new byte[0]);
        Branch branch = Transactions.of(journal.journal()).begin(id);
        Transaction transaction = new Transaction();
        boolean large = random.nextBoolean();
        for (int i = random.nextInt(4); i > 0; i--) {
            int shard = random.nextInt(ShardedCrashSimulation.SHARDS);
            // Some of these need more memory than prepared branches may use.
            transaction.add(shard, large ? entries.value(8 << 10) : entries.value());
            branch.addToShard(shard, DerivedHeaders.with(transaction.values.get(transaction.values.size() - 1)));
        }
        if (random.nextInt(3) == 0) {
            transaction.checkpoint = entries.checkpointId();
            branch.checkpoint(transaction.checkpoint.getBytes(UTF_8));
        }
        if (random.nextBoolean() || branch.isEmpty()) {
            moveCursor(journal, branch, transaction);
        }
        active.put(id, transaction);
    }

    private void moveCursor(ShardedJournal journal, Branch branch, Transaction transaction) {
        int shard = random.nextInt(ShardedCrashSimulation.SHARDS);
        String name = ShardedCrashSimulation.CURSORS[random.nextInt(ShardedCrashSimulation.CURSORS.length)];
        String stream = journal.streamOf(shard);
        Cursor cursor = journal.journal().cursor(name, stream);
        long from = cursor.position();
        long to = from + random.nextInt((int) (journal.journal().nextId(stream) - from) + 1);
        try {
            branch.advance(cursor, to);
            transaction.cursor = shard + name;
            transaction.position = to;
        } catch (CursorConflictException e) {
            // Another branch uses the cursor.
            branch.addToShard(shard, DerivedHeaders.with(new byte[0]));
            transaction.add(shard, new byte[0]);
        }
    }

    void prepare(ShardedJournal journal) {
        if (active.isEmpty() || prepared.size() > 4) {
            return;
        }
        BranchId id = active.keySet().iterator().next();
        PreparedBranch<Transaction> branch = new PreparedBranch<>(active.remove(id));
        prepared.put(id, branch);
        try {
            Transactions.of(journal.journal()).prepare(id);
            branch.fate = Fate.PREPARED;
            history.force();
        } catch (DiskFullException e) {
            prepared.remove(id);
            Transactions.of(journal.journal()).rollback(id);
        }
    }

    /** Decides a prepared branch, or ends an active one. */
    void end(ShardedJournal journal) {
        BranchId id = random.nextBoolean() ? anyPrepared() : null;
        if (id != null) {
            decide(journal, id, prepared.get(id));
        } else if (!active.isEmpty()) {
            BranchId first = active.keySet().iterator().next();
            Transaction transaction = active.remove(first);
            if (random.nextInt(4) == 0) {
                Transactions.of(journal.journal()).rollback(first);
            } else {
                commitOnePhase(journal, first, transaction);
            }
        }
    }

    private void commitOnePhase(ShardedJournal journal, BranchId id, Transaction transaction) {
        try {
            history.happen(
                    transaction, true, () -> Transactions.of(journal.journal()).commitOnePhase(id));
        } catch (DiskFullException e) {
            history.refused();
            Transactions.of(journal.journal()).rollback(id);
        }
    }

    private @Nullable BranchId anyPrepared() {
        List<BranchId> ids = prepared.entrySet().stream()
                .filter(branch -> branch.getValue().fate == Fate.PREPARED)
                .map(Map.Entry::getKey)
                .toList();
        return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
    }

    private void decide(ShardedJournal journal, BranchId id, PreparedBranch<Transaction> branch) {
        if (random.nextInt(3) > 0) {
            branch.fate = Fate.PREPARED_OR_COMMITTED;
            history.happen(branch.writes, true, () -> FullDisk.commit(journal.journal(), id));
            prepared.remove(id);
        } else {
            branch.fate = Fate.PREPARED_OR_GONE;
            Transactions.of(journal.journal()).rollback(id);
        }
    }

    /** Forgets branches that are no longer in doubt. Returns whether the pending event must have happened. */
    boolean settle(ShardedJournal journal) {
        Set<BranchId> inDoubt = new HashSet<>();
        for (InDoubtBranch branch : Transactions.of(journal.journal()).inDoubt()) {
            if (!inDoubt.add(branch.id()) || !prepared.containsKey(branch.id())) {
                throw new Verifier.Violation("Branch " + branch.id() + " should not be in doubt");
            }
        }
        boolean committed = false;
        for (Map.Entry<BranchId, PreparedBranch<Transaction>> branch : new LinkedHashMap<>(prepared).entrySet()) {
            Fate fate = branch.getValue().fate;
            if (inDoubt.contains(branch.getKey())) {
                branch.getValue().fate = Fate.PREPARED;
                if (fate == Fate.PREPARED_OR_COMMITTED) {
                    history.refused();
                }
            } else if (fate == Fate.PREPARED) {
                throw new Verifier.Violation("Branch " + branch.getKey() + " was prepared and is missing");
            } else {
                committed |= fate == Fate.PREPARED_OR_COMMITTED;
                prepared.remove(branch.getKey());
            }
        }
        return committed;
    }
}
