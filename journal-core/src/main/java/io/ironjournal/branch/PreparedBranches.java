package io.ironjournal.branch;

import io.ironjournal.CorruptionException;
import io.ironjournal.DiskFullException;
import io.ironjournal.JournalIOException;
import io.ironjournal.cursor.CursorTable;
import io.ironjournal.flush.KeptRecords;
import io.ironjournal.format.EntryBody;
import io.ironjournal.log.Committer;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.write.RecordedIds;
import io.ironjournal.write.StreamClaims;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Keeps the records that branches need in the log, and reads them during recovery. A mark never passes an undecided
 * PREPARE. It also never passes the PREPARE of a COMMIT whose entries are not in segments, because replaying the COMMIT
 * needs the PREPARE.
 */
public final class PreparedBranches implements KeptRecords {

    /** Receives the entries of a committed branch during recovery. */
    public interface CommittedEntries {

        /**
         * Adds the entries to memory again.
         *
         * @param lsn the LSN of the record that commits them
         */
        void replay(EntryBody body, RecordedIds ids, long lsn) throws IOException;
    }

    /** A committed branch with the LSNs of its PREPARE and its COMMIT, and the size of its entries. */
    private record Committed(long preparedLsn, long committedLsn, int length) {}

    private final Committer committer;
    private final CursorTable cursors;
    private final StreamClaims claims;
    private final PreparedEntries entries;
    private final int shards;
    private final BranchTable table;
    private final Queue<Committed> committed = new ConcurrentLinkedQueue<>();

    /**
     * Keeps the records of the branches of a table.
     *
     * @param log contains the PREPARE of each branch
     * @param claims the streams that the branches claim
     * @param shards the number of shards that a checkpoint covers
     * @param memoryLimit the maximum memory for their entries in bytes; other entries are in the log only
     */
    public PreparedBranches(
            BranchTable table,
            Committer committer,
            CommitLog log,
            CursorTable cursors,
            StreamClaims claims,
            int shards,
            long memoryLimit) {
        this.table = table;
        this.committer = committer;
        this.shards = shards;
        this.cursors = cursors;
        this.claims = claims;
        this.entries = new PreparedEntries(log, memoryLimit);
    }

    /** Describes a branch that is about to vote. */
    PreparedBranch describe(BranchId id, Instant preparedAt, EntryBody body) {
        return new PreparedBranch(id, preparedAt, body, shards);
    }

    /** Returns the streams that prepared branches claim. */
    StreamClaims claims() {
        return claims;
    }

    /** Returns the entries of prepared branches. */
    PreparedEntries entries() {
        return entries;
    }

    /**
     * Holds a vote: the decision of the branch writes its PREPARE. Returns false if there is no room in memory, if the order
     * of the log may forbid the branch, or if it must wait for a claim: a vote tells or waits, and a decision should not.
     */
    boolean hold(PreparedBranch branch) {
        return branch.claim().exclusive().isEmpty()
                && branch.producers().isEmpty()
                && claims.blocked(branch.claim()) == null
                && entries.hold(branch);
    }

    /** Forgets a branch whose PREPARE was not written. */
    void discard(PreparedBranch branch) {
        cursors.release(branch.moves(), branch.id());
        entries.discard(branch);
    }

    /** Adds a branch whose PREPARE is in the log. */
    void add(PreparedBranch branch) {
        branch.written();
        branch.inDoubt(true);
        entries.add(branch);
    }

    void committed(PreparedBranch branch, long lsn) {
        committed.add(new Committed(branch.lsn(), lsn, branch.length()));
        remove(branch);
    }

    void rolledBack(PreparedBranch branch) {
        remove(branch);
    }

    private void remove(PreparedBranch branch) {
        branch.inDoubt(false);
        cursors.release(branch.moves(), branch.id());
        cursors.producers().release(branch.producers(), branch.id());
        claims.release(branch.claim());
        entries.remove(branch);
    }

    @Override
    public void carryForward(long below) {
        List<PreparedBranch> old = table.prepared().stream()
                .filter(branch -> branch.lsn() < below)
                .sorted(Comparator.comparingLong(PreparedBranch::lsn))
                .toList();
        try {
            old.forEach(this::carryForward);
        } catch (DiskFullException e) {
            // The remaining room is for outcomes. The mark does not pass these branches.
        }
    }

    /** Copies a record. One that cannot be read stays where it is, and keeps the log from being trimmed. */
    private void carryForward(PreparedBranch branch) {
        byte[] content;
        try {
            content = entries.content(branch);
        } catch (CorruptionException | JournalIOException e) {
            System.getLogger("io.ironjournal")
                    .log(System.Logger.Level.WARNING, "The commit log cannot become shorter: {0}", e.getMessage());
            return;
        }
        committer.execute(BranchWrites.Prepare.copy(branch, content, this));
    }

    @Override
    public long limitMark(long mark) {
        long limit = mark;
        for (PreparedBranch branch : table.prepared()) {
            limit = Math.min(limit, branch.lsn());
        }
        // Committed branches are read after those in doubt, so that a branch which is decided in between is not missed.
        for (Committed pair : committed) {
            if (pair.committedLsn >= mark) {
                limit = Math.min(limit, pair.preparedLsn);
            }
        }
        committed.removeIf(pair -> pair.committedLsn < mark);
        return limit;
    }

    @Override
    public long unflushedBelow(long lsn) {
        long bytes = 0;
        for (PreparedBranch branch : table.prepared()) {
            bytes += branch.lsn() < lsn ? branch.length() : 0;
        }
        for (Committed pair : committed) {
            bytes += pair.preparedLsn < lsn && pair.committedLsn >= lsn ? pair.length : 0;
        }
        return bytes;
    }

    @Override
    public boolean hasNoneBelow(long lsn) {
        return table.prepared().stream().allMatch(branch -> branch.lsn() >= lsn);
    }

    /** Returns whether the PREPARE record at an LSN is the newest one of a branch in doubt. */
    public boolean isInDoubt(BranchId id, long lsn) {
        JournalBranch found = table.find(id);
        PreparedBranch prepared = found == null ? null : found.prepared();
        return prepared != null && prepared.isInDoubt() && prepared.lsn() == lsn;
    }

    /**
     * Forgets the branches in doubt whose PREPARE is below an LSN. Called at the end of a snapshot, which has copied the
     * PREPARE of each branch that was still in doubt. The outcome of the others may have been discarded.
     */
    public void forgetBelow(long lsn) {
        for (PreparedBranch branch : table.prepared()) {
            if (branch.lsn() < lsn) {
                removeIfInDoubt(branch.id());
            }
        }
    }

    /**
     * Reads a PREPARE record.
     *
     * @param entries receives the branch's entries
     * @return the id of the branch
     */
    public static BranchId read(LogRecord record, Consumer<EntryBody> entries) {
        byte[] content = new byte[record.content().remaining()];
        record.content().get(content);
        ByteBuffer in = ByteBuffer.wrap(content).order(record.content().order());
        BranchId id = BranchCodec.decode(in);
        BranchCodec.decodeTime(in);
        entries.accept(EntryBody.parse(content, in.position()));
        return id;
    }

    /** Replays a PREPARE. */
    public void replayPrepare(LogRecord record) {
        ByteBuffer content = record.content();
        byte[] bytesOfBody = new byte[content.remaining()];
        content.get(bytesOfBody);
        ByteBuffer in = ByteBuffer.wrap(bytesOfBody).order(content.order());
        BranchId id = BranchCodec.decode(in);
        Instant preparedAt = BranchCodec.decodeTime(in);
        PreparedBranch branch = describe(id, preparedAt, EntryBody.parse(bytesOfBody, in.position()));
        branch.lsn(record.lsn());
        removeIfInDoubt(id);
        cursors.restoreClaims(branch.moves(), id);
        cursors.producers().restoreClaims(branch.producers(), id);
        claims.take(branch.claim());
        restore(branch);
        committer.reserve(branch.outcomeLength());
    }

    /** Adds a branch that is in doubt to the table. */
    void restore(PreparedBranch branch) {
        table.put(new JournalBranch(branch, table));
        add(branch);
    }

    /**
     * Replays a COMMIT, and passes on the branch's entries.
     *
     * @param mayLackPrepare whether the PREPARE may be missing, because its entries are not needed
     */
    public void replayCommit(LogRecord record, CommittedEntries replayed, boolean mayLackPrepare) throws IOException {
        RecordedIds ids = RecordedIds.from(record.content());
        BranchId id = BranchCodec.decode(record.content());
        JournalBranch found = table.find(id);
        if (found == null && mayLackPrepare) {
            return;
        }
        if (found == null) {
            throw new CorruptionException("The commit log commits branch " + id + " at LSN " + record.lsn()
                    + ", but no longer has its prepared entries. This is a defect of the journal: report it, with a copy of"
                    + " the directory log");
        }
        PreparedBranch branch = found.requirePrepared();
        replayed.replay(entries.read(branch), ids, record.lsn());
        committed(branch, record.lsn());
        table.remove(found);
        committer.releaseReservation(branch.outcomeLength());
    }

    /** Replays a COMMIT whose entries are in segments: the branch, if the log has it, is not in doubt. */
    public void replayFlushedCommit(LogRecord record) {
        RecordedIds.from(record.content());
        removeIfInDoubt(BranchCodec.decode(record.content()));
    }

    /** Replays a ROLLBACK. */
    public void replayRollback(LogRecord record) {
        removeIfInDoubt(BranchCodec.decode(record.content()));
    }

    /** Returns the branches in doubt, oldest first. */
    public List<InDoubtBranch> list() {
        return table.inDoubt();
    }

    private void removeIfInDoubt(BranchId id) {
        JournalBranch found = table.find(id);
        if (found != null) {
            remove(found.requirePrepared());
            table.remove(found);
            committer.releaseReservation(found.requirePrepared().outcomeLength());
        }
    }
}
