package io.ironjournal.branch;

import io.ironjournal.IdRange;
import io.ironjournal.cursor.CursorAdvance;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.SectionCompression;
import io.ironjournal.log.Committer;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.DuplicateBranchException;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.transaction.UnknownBranchException;
import io.ironjournal.write.EntriesWrite;
import io.ironjournal.write.IdAssignment;
import io.ironjournal.write.StreamWrites;
import io.ironjournal.write.WriteLimits;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All branches: the active ones in memory, the prepared ones as the log has them. */
public final class BranchTable {

    private final UUID journalId;
    private final StreamWrites writes;
    private final MemtableMemory memory;
    private final Committer committer;
    private final PreparedBranches prepared;
    private final WriteLimits limits;
    private final SectionCompression compression;
    private final CursorAdvance cursors;
    private final Clock clock;
    private final Map<BranchId, ActiveBranch> active = new ConcurrentHashMap<>();

    /** Starts with the branches that recovery found prepared. */
    public BranchTable(
            UUID journalId,
            StreamWrites writes,
            MemtableMemory memory,
            Committer committer,
            PreparedBranches prepared,
            WriteLimits limits,
            SectionCompression compression,
            CursorAdvance cursors,
            Clock clock) {
        this.journalId = journalId;
        this.writes = writes;
        this.memory = memory;
        this.committer = committer;
        this.prepared = prepared;
        this.limits = limits;
        this.compression = compression;
        this.cursors = cursors;
        this.clock = clock;
    }

    public UUID journalId() {
        return journalId;
    }

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

    public Vote prepare(BranchId id) {
        ActiveBranch branch = requireActive(id);
        // Held by the record on its way into the log. Waited for before the lock is taken, so that a rollback is not
        // held up.
        long held = branch.size();
        memory.acquire(held);
        try {
            return prepare(branch);
        } finally {
            memory.release(held);
        }
    }

    private Vote prepare(ActiveBranch branch) {
        BranchId id = branch.id();
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
            EntryBody body = branch.entries().build(BranchCodec.prepareHeader(id, now), compression);
            committer.execute(
                    new BranchWrites.Prepare(prepared.describe(id, now, body), body.bytes(), prepared, false));
            forget(branch);
            return Vote.PREPARED;
        } finally {
            branch.lock().unlock();
        }
    }

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
            EntriesWrite write = writes.entries(branch.entries().build(new byte[0], compression), false);
            committer.execute(write);
            end(branch);
            return write.ranges();
        } finally {
            branch.lock().unlock();
        }
    }

    public Map<String, IdRange> commit(BranchId id) {
        PreparedBranch branch = requirePrepared(id);
        branch.deciding().lock();
        try {
            requireUndecided(branch);
            EntryBody body = branch.body();
            if (body == null) {
                memory.acquirePromised(branch.memory());
            } else {
                memory.add(branch.memory());
            }
            return commit(branch, body);
        } finally {
            branch.deciding().unlock();
        }
    }

    /** Commits a branch for whose entries memory is held; reads them, if they are not there, before anything is queued. */
    private Map<String, IdRange> commit(PreparedBranch branch, @Nullable EntryBody inMemory) {
        boolean committed = false;
        try {
            IdAssignment grants =
                    writes.ids(inMemory == null ? prepared.entries().of(branch) : inMemory);
            committer.execute(new BranchWrites.Commit(branch, prepared, grants));
            committed = true;
            return grants.ranges();
        } finally {
            if (!committed) {
                memory.release(branch.memory());
            }
        }
    }

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

    public List<InDoubtBranch> inDoubt() {
        return prepared.list();
    }
}
