package io.ironjournal.branch;

import io.ironjournal.IdRange;
import io.ironjournal.JournalFailedException;
import io.ironjournal.branch.BranchRules.RecordEnd;
import io.ironjournal.cursor.CursorAdvance;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.Expectation;
import io.ironjournal.format.SectionCompression;
import io.ironjournal.log.Committer;
import io.ironjournal.manager.StateTable;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.BranchUse;
import io.ironjournal.spi.transaction.DuplicateBranchException;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.write.EntriesWrite;
import io.ironjournal.write.StreamWrites;
import io.ironjournal.write.WriteLimits;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Begins branches, and writes their records. */
public final class BranchTransactions {

    private final BranchTable table;
    private final StreamWrites writes;
    private final MemtableMemory memory;
    private final Committer committer;
    private final PreparedBranches prepared;
    private final WriteLimits limits;
    private final SectionCompression compression;
    private final CursorAdvance cursors;
    private final Clock clock;
    private final BranchCommits commits;

    /** Whether a branch belongs to a transaction that is decided in this journal. */
    private volatile Predicate<? super Branch> decidedHere = branch -> false;

    /** Uses the branches of a table, including those that recovery found prepared. */
    public BranchTransactions(
            BranchTable table,
            StreamWrites writes,
            MemtableMemory memory,
            Committer committer,
            PreparedBranches prepared,
            StateTable states,
            WriteLimits limits,
            SectionCompression compression,
            CursorAdvance cursors,
            Clock clock) {
        this.table = table;
        this.writes = writes;
        this.memory = memory;
        this.committer = committer;
        this.prepared = prepared;
        this.limits = limits;
        this.compression = compression;
        this.cursors = cursors;
        this.clock = clock;
        this.commits = new BranchCommits(writes, memory, committer, prepared, states);
    }

    /** Sets which branches vote before their PREPARE is forced. */
    public void deferVotes(Predicate<? super Branch> decided) {
        decidedHere = decided;
    }

    /** Begins a branch. */
    public Branch begin(BranchId id, @Nullable BranchUse use) {
        JournalBranch begun = new JournalBranch(id, table, new BranchContent(id, limits, cursors), use);
        if (!table.add(begun)) {
            throw new DuplicateBranchException(id);
        }
        return begun;
    }

    /** Finds a branch that has not ended. */
    public Optional<Branch> find(BranchId id) {
        return Optional.ofNullable(table.find(id));
    }

    /** Returns the number of branches that have, or had, a user in this process and have not ended. */
    public int countUsed() {
        return table.countUsed();
    }

    /** Returns the branches in doubt, oldest first. */
    public List<InDoubtBranch> inDoubt() {
        return table.inDoubt();
    }

    /**
     * Writes the content of an active branch to the log, and forces it. If the transaction is decided in this journal, the
     * decision does both.
     *
     * @throws io.ironjournal.write.StreamClaimedException if the branch must wait for a claim; it is still active
     */
    public Vote prepare(BranchId id) {
        JournalBranch branch = require(id);
        // The memory is for the record that is queued. This waits while the branch is still active, so that a rollback
        // need not wait.
        long bytes = branch.size();
        if (bytes == 0) {
            return vote(branch);
        }
        memory.acquire(bytes);
        try {
            return vote(branch);
        } finally {
            memory.release(bytes);
        }
    }

    private Vote vote(JournalBranch branch) {
        Supplier<@Nullable Map<String, IdRange>> record = () -> {
            BranchContent content = branch.content();
            if (content.isEmpty()) {
                return null;
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            EntryBody body = content.buildVote(BranchCodec.prepareHeader(branch.id(), now), compression);
            PreparedBranch prepare = prepared.describe(branch.id(), now, body);
            branch.prepared(prepare);
            boolean deferred = decidedHere.test(branch);
            if (!deferred || !prepared.hold(prepare)) {
                write(prepare, body, content.expectations(), deferred);
            }
            return Map.of();
        };
        branch.start(BranchCall.PREPARE);
        return write(branch, record) == null ? Vote.READ_ONLY : Vote.PREPARED;
    }

    /** Writes the PREPARE. What is not forced stays in memory, so a vote above the limit is forced. */
    private void write(PreparedBranch prepare, EntryBody body, List<Expectation> expectations, boolean deferred) {
        BranchWrites.Conditions conditions =
                new BranchWrites.Conditions(writes.expected(expectations), writes.claimed(body, prepare.id()));
        committer.execute(BranchWrites.Prepare.vote(
                prepare,
                body.bytes(),
                prepared,
                conditions,
                deferred && prepared.entries().hasRoom(prepare.length())));
    }

    /**
     * Commits an active branch with one record.
     *
     * @throws io.ironjournal.write.StreamClaimedException if the branch must wait for a claim; it is still active
     */
    public Map<String, IdRange> commitOnePhase(BranchId id) {
        JournalBranch branch = require(id);
        Supplier<@Nullable Map<String, IdRange>> record = () -> {
            BranchContent content = branch.content();
            if (content.isEmpty()) {
                return null;
            }
            EntryBody body = content.build(compression);
            EntriesWrite write = writes.entries(body, content.expectations(), branch.id(), false);
            committer.execute(write);
            return write.ranges();
        };
        branch.start(BranchCall.COMMIT_ONE_PHASE);
        return Objects.requireNonNullElse(write(branch, record), Map.of());
    }

    /** Commits a prepared branch. */
    public Map<String, IdRange> commit(BranchId id) {
        JournalBranch branch = require(id);
        if (branch.start(BranchCall.COMMIT) == BranchState.COMMITTED) {
            // By a decision.
            return branch.ids();
        }
        Supplier<@Nullable Map<String, IdRange>> record = () -> commits.commit(branch.requirePrepared());
        return Objects.requireNonNullElse(write(branch, record), Map.of());
    }

    /**
     * Puts a state of the transaction manager and commits prepared branches, with one force. They stay known until the
     * transaction manager commits them.
     */
    public void decide(String key, byte[] state, Collection<BranchId> ids) {
        List<JournalBranch> deciding = new ArrayList<>();
        try {
            for (BranchId id : ids) {
                JournalBranch branch = require(id);
                branch.start(BranchCall.DECIDE);
                deciding.add(branch);
            }
        } catch (RuntimeException | Error e) {
            deciding.forEach(branch -> branch.end(RecordEnd.REFUSED, Map.of(), null));
            throw e;
        }
        commits.decide(key, state, deciding);
    }

    /** Rolls a branch back: in memory, or with a record if its PREPARE was written. */
    public void rollback(BranchId id) {
        JournalBranch branch = require(id);
        Supplier<@Nullable Map<String, IdRange>> record = () -> {
            PreparedBranch voted = branch.requirePrepared();
            if (voted.isWritten()) {
                committer.execute(new BranchWrites.Rollback(voted, prepared));
            } else {
                prepared.discard(voted);
            }
            return Map.of();
        };
        BranchState state = branch.start(BranchCall.ROLLBACK);
        if (state == BranchState.ROLLING_BACK) {
            write(branch, record);
        }
        if (state == BranchState.OUTCOME_UNKNOWN) {
            throw new JournalFailedException(
                    "The journal failed while it prepared branch " + id
                            + ". The branch may be in doubt when the journal is opened again",
                    true,
                    committer.failure());
        }
    }

    private JournalBranch require(BranchId id) {
        JournalBranch branch = table.find(id);
        if (branch == null) {
            throw table.unknown(id);
        }
        return branch;
    }

    /**
     * Writes a record of a branch in a state that allows it, and then moves the branch to the next state.
     *
     * @param record writes the record; returns the ids of the entries, or null if there was nothing to commit
     * @return the ids, or null
     */
    private static @Nullable Map<String, IdRange> write(
            JournalBranch branch, Supplier<@Nullable Map<String, IdRange>> record) {
        Map<String, IdRange> ids;
        try {
            ids = record.get();
        } catch (RuntimeException | Error e) {
            branch.end(endOf(e), Map.of(), e);
            throw e;
        }
        branch.end(ids == null ? RecordEnd.EMPTY : RecordEnd.DURABLE, Objects.requireNonNullElse(ids, Map.of()), null);
        return ids;
    }

    /** Returns how the write of a record ended that failed. */
    static RecordEnd endOf(Throwable failure) {
        boolean unknown = failure instanceof JournalFailedException failed && failed.outcomeUnknown();
        return unknown ? RecordEnd.UNKNOWN : RecordEnd.REFUSED;
    }
}
