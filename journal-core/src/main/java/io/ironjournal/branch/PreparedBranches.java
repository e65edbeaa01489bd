package io.ironjournal.branch;

import io.ironjournal.CorruptionException;
import io.ironjournal.DiskFullException;
import io.ironjournal.cursor.CursorTable;
import io.ironjournal.format.EntryBody;
import io.ironjournal.log.Committer;
import io.ironjournal.log.LogRecord;
import io.ironjournal.stream.Grants;
import io.ironjournal.stream.PreparedRecords;
import io.ironjournal.stream.StreamReplay;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The branches in doubt, in the order of the log, and what they need of it: an undecided PREPARE stays above every mark,
 * and so does the PREPARE of a COMMIT whose entries are not in segments, since replaying the one takes the other.
 */
public final class PreparedBranches implements PreparedRecords {

    /** A branch whose COMMIT stands at one LSN while its entries stand at another. */
    private record Committed(long preparedLsn, long committedLsn) {}

    private final Committer committer;
    private final CursorTable cursors;
    private final int shards;
    private final Map<BranchId, PreparedBranch> inDoubt = new ConcurrentHashMap<>();
    private final Queue<Committed> committed = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * Starts without any.
     *
     * @param shards how many shards a checkpoint of a branch cuts through
     */
    public PreparedBranches(Committer committer, CursorTable cursors, int shards) {
        this.committer = committer;
        this.shards = shards;
        this.cursors = cursors;
    }

    @Nullable
    PreparedBranch find(BranchId id) {
        return inDoubt.get(id);
    }

    /** Content length of the record that a branch's vote keeps room for. */
    int outcomeLength(PreparedBranch branch) {
        return branch.outcomeLength(shards);
    }

    /** Memory that the entries of all branches in doubt hold. */
    long bytes() {
        return bytes.get();
    }

    /** Takes the memory for a branch about to vote, if together they hold no more than they may, or it is alone. */
    boolean tryHold(PreparedBranch branch, long most) {
        int more = branch.body().bytes().length;
        long before = bytes.getAndUpdate(held -> held > 0 && held + more > most ? held : held + more);
        return before == 0 || before + more <= most;
    }

    void letGo(PreparedBranch branch) {
        bytes.addAndGet(-branch.body().bytes().length);
    }

    /** Takes up a branch whose memory is held already. */
    void add(PreparedBranch branch) {
        inDoubt.put(branch.id(), branch);
    }

    void committed(PreparedBranch branch, long lsn) {
        committed.add(new Committed(branch.lsn(), lsn));
        remove(branch);
    }

    void rolledBack(PreparedBranch branch) {
        remove(branch);
    }

    private void remove(PreparedBranch branch) {
        inDoubt.remove(branch.id());
        cursors.release(branch.body().positions().moves(), branch.id());
        letGo(branch);
    }

    @Override
    public void carryForward(long below) {
        List<PreparedBranch> old = inDoubt.values().stream()
                .filter(branch -> branch.lsn() < below)
                .sorted(Comparator.comparingLong(PreparedBranch::lsn))
                .toList();
        try {
            for (PreparedBranch branch : old) {
                committer.execute(new BranchWrites.Prepare(branch, this, true));
            }
        } catch (DiskFullException e) {
            // What room is left is for their outcomes; the mark will not pass them.
        }
    }

    @Override
    public long limitMark(long mark) {
        long limit = mark;
        for (PreparedBranch branch : inDoubt.values()) {
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
        PreparedBranch branch = new PreparedBranch(id, preparedAt, EntryBody.parse(bytesOfBody, in.position()));
        branch.lsn(record.lsn());
        removeIfInDoubt(id);
        cursors.claimAgain(branch.body().positions().moves(), id);
        tryHold(branch, Long.MAX_VALUE);
        add(branch);
        committer.promise(outcomeLength(branch));
    }

    /** Takes up a COMMIT that recovery reads: puts the branch's entries into the tails. */
    public void replayCommit(LogRecord record, StreamReplay streams) throws IOException {
        Grants.Read grants = Grants.Read.from(record.content());
        BranchId id = BranchCodec.decode(record.content());
        PreparedBranch branch = inDoubt.get(id);
        if (branch == null) {
            throw new CorruptionException("The commit log commits branch " + id + " at LSN " + record.lsn()
                    + ", but no longer holds the entries that it prepared");
        }
        streams.replay(branch.body(), grants, record.lsn());
        committed(branch, record.lsn());
        committer.settlePromise(outcomeLength(branch));
    }

    /** Takes up a COMMIT whose entries are in segments: the branch, if it is still in the log, is not in doubt. */
    public void replayFlushedCommit(LogRecord record) {
        Grants.Read.from(record.content());
        removeIfInDoubt(BranchCodec.decode(record.content()));
    }

    /** Takes up a ROLLBACK that recovery reads. */
    public void replayRollback(LogRecord record) {
        removeIfInDoubt(BranchCodec.decode(record.content()));
    }

    private void removeIfInDoubt(BranchId id) {
        PreparedBranch branch = inDoubt.get(id);
        if (branch != null) {
            remove(branch);
            committer.settlePromise(outcomeLength(branch));
        }
    }

    /** What is in doubt, oldest first. */
    public List<InDoubtBranch> list() {
        return inDoubt.values().stream()
                .sorted(Comparator.comparingLong(PreparedBranch::lsn))
                .map(PreparedBranch::describe)
                .sorted(Comparator.comparing(InDoubtBranch::preparedAt))
                .toList();
    }

    public int count() {
        return inDoubt.size();
    }
}
