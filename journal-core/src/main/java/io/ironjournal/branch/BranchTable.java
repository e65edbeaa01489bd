package io.ironjournal.branch;

import io.ironjournal.IdRange;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.cursor.CursorAdvance;
import io.ironjournal.format.EntryBody;
import io.ironjournal.log.Committer;
import io.ironjournal.stream.EntriesWrite;
import io.ironjournal.stream.Grants;
import io.ironjournal.stream.Streams;
import io.ironjournal.stream.WriteLimits;
import io.ironjournal.transaction.Branch;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.DuplicateBranchException;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.transaction.Transactions;
import io.ironjournal.transaction.UnknownBranchException;
import io.ironjournal.transaction.Vote;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** All branches: the active ones in memory, the prepared ones as the log has them. */
public final class BranchTable implements Transactions {

    private final UUID journalId;
    private final Streams streams;
    private final Committer committer;
    private final PreparedBranches prepared;
    private final WriteLimits limits;
    private final CursorAdvance cursors;
    private final long maxPrepared;
    private final Clock clock;
    private final Map<BranchId, ActiveBranch> active = new ConcurrentHashMap<>();

    /**
     * Starts with the branches that recovery found prepared.
     *
     * @param maxPrepared memory that prepared branches may hold together, in bytes
     */
    public BranchTable(
            UUID journalId,
            Streams streams,
            Committer committer,
            PreparedBranches prepared,
            WriteLimits limits,
            CursorAdvance cursors,
            long maxPrepared,
            Clock clock) {
        this.journalId = journalId;
        this.streams = streams;
        this.committer = committer;
        this.prepared = prepared;
        this.limits = limits;
        this.cursors = cursors;
        this.maxPrepared = maxPrepared;
        this.clock = clock;
    }

    @Override
    public UUID journalId() {
        return journalId;
    }

    @Override
    public Branch begin(BranchId id) {
        ActiveBranch begun = new ActiveBranch(id, limits, cursors);
        if (prepared.find(id) != null || active.putIfAbsent(id, begun) != null) {
            throw new DuplicateBranchException(id);
        }
        if (prepared.find(id) != null) {
            // It was active when looked for among the prepared ones, and prepared when looked for among the active.
            end(begun);
            throw new DuplicateBranchException(id);
        }
        return begun;
    }

    @Override
    public Vote prepare(BranchId id) {
        ActiveBranch branch = requireActive(id);
        streams.awaitRoom();
        branch.lock().lock();
        try {
            if (branch.ended()) {
                throw new UnknownBranchException(id);
            }
            if (branch.entries().isEmpty()) {
                end(branch);
                return Vote.READ_ONLY;
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            EntryBody body = branch.entries().build(BranchCodec.prepareHeader(id, now));
            execute(new PreparedBranch(id, now, body));
            forget(branch);
            return Vote.PREPARED;
        } finally {
            branch.lock().unlock();
        }
    }

    private void execute(PreparedBranch branch) {
        if (!prepared.tryHold(branch, maxPrepared)) {
            throw new TransactionTooLargeException("Branch " + branch.id() + " cannot be prepared: " + prepared.count()
                    + " branches in doubt hold " + prepared.bytes() + " bytes already, and together they may hold "
                    + maxPrepared + " (maxTailMemory). Settle them first.");
        }
        boolean voted = false;
        try {
            committer.execute(new BranchWrites.Prepare(branch, prepared, false));
            voted = true;
        } finally {
            if (!voted) {
                prepared.letGo(branch);
            }
        }
    }

    @Override
    public Map<String, IdRange> commitOnePhase(BranchId id) {
        ActiveBranch branch = requireActive(id);
        branch.lock().lock();
        try {
            if (branch.ended()) {
                throw new UnknownBranchException(id);
            }
            if (branch.entries().isEmpty()) {
                end(branch);
                return Map.of();
            }
            EntriesWrite write = streams.write(branch.entries().build(new byte[0]), false);
            committer.execute(write);
            end(branch);
            return write.ranges();
        } finally {
            branch.lock().unlock();
        }
    }

    @Override
    public Map<String, IdRange> commit(BranchId id) {
        PreparedBranch branch = requirePrepared(id);
        branch.deciding().lock();
        try {
            requireUndecided(branch);
            Grants grants = streams.grants(branch.body());
            long held = streams.holdMemory(grants);
            boolean committed = false;
            try {
                committer.execute(new BranchWrites.Commit(branch, prepared, grants));
                committed = true;
            } finally {
                if (!committed) {
                    streams.releaseMemory(held);
                }
            }
            return grants.ranges();
        } finally {
            branch.deciding().unlock();
        }
    }

    @Override
    public void rollback(BranchId id) {
        ActiveBranch branch = active.get(id);
        if (branch == null || !endIfActive(branch)) {
            PreparedBranch doubtful = requirePrepared(id);
            doubtful.deciding().lock();
            try {
                requireUndecided(doubtful);
                committer.execute(new BranchWrites.Rollback(doubtful, prepared));
            } finally {
                doubtful.deciding().unlock();
            }
        }
    }

    /** Drops an active branch; false when it voted or ended meanwhile. */
    private boolean endIfActive(ActiveBranch branch) {
        branch.lock().lock();
        try {
            boolean wasActive = !branch.ended();
            end(branch);
            return wasActive;
        } finally {
            branch.lock().unlock();
        }
    }

    private ActiveBranch requireActive(BranchId id) {
        ActiveBranch branch = active.get(id);
        if (branch == null) {
            if (prepared.find(id) != null) {
                throw new IllegalStateException("Branch " + id + " is prepared already");
            }
            throw new UnknownBranchException(id);
        }
        return branch;
    }

    private PreparedBranch requirePrepared(BranchId id) {
        PreparedBranch branch = prepared.find(id);
        if (branch == null) {
            if (active.containsKey(id)) {
                throw new IllegalStateException("Branch " + id + " is not prepared");
            }
            throw new UnknownBranchException(id);
        }
        return branch;
    }

    /** Fails when the branch was decided meanwhile, even if there is another one with its id by now. */
    private void requireUndecided(PreparedBranch branch) {
        if (prepared.find(branch.id()) != branch) {
            throw new UnknownBranchException(branch.id());
        }
    }

    private void end(ActiveBranch branch) {
        if (!branch.ended()) {
            cursors.release(branch.moves(), branch.id());
        }
        forget(branch);
    }

    private void forget(ActiveBranch branch) {
        branch.end();
        active.remove(branch.id(), branch);
    }

    @Override
    public List<InDoubtBranch> inDoubt() {
        return prepared.list();
    }
}
