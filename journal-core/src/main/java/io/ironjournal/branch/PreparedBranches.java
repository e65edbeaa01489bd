package io.ironjournal.branch;

import io.ironjournal.CorruptionException;
import io.ironjournal.DiskFullException;
import io.ironjournal.JournalIOException;
import io.ironjournal.cursor.CursorTable;
import io.ironjournal.flush.PreparedRecords;
import io.ironjournal.format.EntryBody;
import io.ironjournal.log.Committer;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.write.RecordedIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the branches in doubt need of the log, in its order, and how recovery reads them from it: an undecided PREPARE stays above every mark,
 * and so does the PREPARE of a COMMIT whose entries are not in segments, since replaying the one takes the other.
 */
public final class PreparedBranches implements PreparedRecords {

    /** What recovery does with the entries of a branch that was committed. */
    public interface CommittedEntries {

        /**
         * Puts the entries back into memory.
         *
         * @param lsn the record that commits them
         */
        void replay(EntryBody body, RecordedIds grants, long lsn) throws IOException;
    }

    /** A branch whose COMMIT stands at one LSN while its entries stand at another. */
    private record Committed(long preparedLsn, long committedLsn) {}

    private final Committer committer;
    private final CursorTable cursors;
    private final PreparedEntries entries;
    private final int shards;
    private final BranchTable table;
    private final Queue<Committed> committed = new ConcurrentLinkedQueue<>();

    /**
     * Keeps account of the branches of a table.
     *
     * @param log holds the PREPARE of each branch
     * @param shards how many shards a checkpoint of a branch cuts through
     * @param bound how many bytes of their entries may be in memory; the others are in the log only
     */
    public PreparedBranches(
            BranchTable table, Committer committer, CommitLog log, CursorTable cursors, int shards, long bound) {
        this.table = table;
        this.committer = committer;
        this.shards = shards;
        this.cursors = cursors;
        this.entries = new PreparedEntries(log, bound);
    }

    /** Describes a branch that is about to vote. */
    PreparedBranch describe(BranchId id, Instant preparedAt, EntryBody body) {
        return new PreparedBranch(id, preparedAt, body, shards);
    }

    /** The entries of prepared branches. */
    PreparedEntries entries() {
        return entries;
    }

    /** Takes up a branch whose PREPARE is durable. */
    void add(PreparedBranch branch) {
        branch.inDoubt(true);
        entries.keep(branch);
    }

    void committed(PreparedBranch branch, long lsn) {
        committed.add(new Committed(branch.lsn(), lsn));
        remove(branch);
    }

    void rolledBack(PreparedBranch branch) {
        remove(branch);
    }

    private void remove(PreparedBranch branch) {
        branch.inDoubt(false);
        cursors.release(branch.moves(), branch.id());
        entries.forget(branch);
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
            // What room is left is for their outcomes; the mark will not pass them.
        }
    }

    /** One that cannot be read stays where it is, and keeps the log from becoming shorter. */
    private void carryForward(PreparedBranch branch) {
        byte[] content;
        try {
            content = entries.bytesOf(branch);
        } catch (CorruptionException | JournalIOException e) {
            System.getLogger("io.ironjournal")
                    .log(System.Logger.Level.WARNING, "The commit log cannot become shorter: {0}", e.getMessage());
            return;
        }
        committer.execute(new BranchWrites.Prepare(branch, content, this, true));
    }

    @Override
    public long limitMark(long mark) {
        long limit = mark;
        for (PreparedBranch branch : table.prepared()) {
            limit = Math.min(limit, branch.lsn());
        }
        // Decided branches come after those in doubt: one that changes over meanwhile is not missed.
        for (Committed pair : committed) {
            if (pair.committedLsn >= mark) {
                limit = Math.min(limit, pair.preparedLsn);
            }
        }
        committed.removeIf(pair -> pair.committedLsn < mark);
        return limit;
    }

    /** Takes up a PREPARE that recovery reads. */
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
        cursors.claimAgain(branch.moves(), id);
        takeUp(branch);
        committer.reserve(branch.outcomeLength());
    }

    /** Puts a branch that is in doubt into the table. */
    void takeUp(PreparedBranch branch) {
        table.put(new JournalBranch(branch, table));
        add(branch);
    }

    /** Takes up a COMMIT that recovery reads, and passes on the branch's entries. */
    public void replayCommit(LogRecord record, CommittedEntries replayed) throws IOException {
        RecordedIds grants = RecordedIds.from(record.content());
        BranchId id = BranchCodec.decode(record.content());
        JournalBranch found = table.find(id);
        if (found == null) {
            throw new CorruptionException("The commit log commits branch " + id + " at LSN " + record.lsn()
                    + ", but no longer holds the entries that it prepared");
        }
        PreparedBranch branch = found.record();
        replayed.replay(entries.of(branch), grants, record.lsn());
        committed(branch, record.lsn());
        table.remove(found);
        committer.releaseReservation(branch.outcomeLength());
    }

    /** Takes up a COMMIT whose entries are in segments: the branch, if it is still in the log, is not in doubt. */
    public void replayFlushedCommit(LogRecord record) {
        RecordedIds.from(record.content());
        removeIfInDoubt(BranchCodec.decode(record.content()));
    }

    /** Takes up a ROLLBACK that recovery reads. */
    public void replayRollback(LogRecord record) {
        removeIfInDoubt(BranchCodec.decode(record.content()));
    }

    /** What is in doubt, oldest first. */
    public List<InDoubtBranch> list() {
        return table.inDoubt();
    }

    private void removeIfInDoubt(BranchId id) {
        JournalBranch found = table.find(id);
        if (found != null) {
            remove(found.record());
            table.remove(found);
            committer.releaseReservation(found.record().outcomeLength());
        }
    }
}
