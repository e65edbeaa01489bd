package io.ironjournal.branch;

import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.write.IdAssignment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a PREPARE record holds, and what the log has of it. The entries themselves may be in the log only; see
 * {@link PreparedEntries}.
 */
final class PreparedBranch {

    private final InDoubtBranch description;
    private final List<CursorMove> moves;

    /** Content length of its record. */
    private final int length;

    /** Content length of the record that will commit it, which one that rolls it back does not exceed. */
    private final int outcomeLength;

    /** Memory that its entries take once they are committed. */
    private final long memory;

    /** The entries while they are in memory. */
    private volatile @Nullable EntryBody body;

    /** Where its record stands; the newest copy counts. */
    private volatile long lsn;

    /** Whether its record is durable, and no outcome is. Changed by recovery and by whoever runs the committer. */
    private volatile boolean inDoubt;

    /** Whether an outcome has its place in the log; used by the committer only. */
    private boolean decided;

    /**
     * Describes a branch.
     *
     * @param shards how many shards a checkpoint cuts through
     */
    PreparedBranch(BranchId id, Instant preparedAt, EntryBody body, int shards) {
        this.description = new BranchDescription(
                id,
                preparedAt,
                body.count(),
                body.sections().stream().mapToLong(EntrySection::dataSize).sum(),
                body.sections().stream().map(EntrySection::stream).toList());
        this.moves = body.positions().moves();
        this.length = body.bytes().length;
        int cut = body.positions().checkpoint() == null ? 0 : ConsistentCut.size(shards);
        this.outcomeLength = IdAssignment.size(body.sections().size()) + BranchCodec.encode(id).length + cut;
        this.memory = IdAssignment.memory(body, shards);
        this.body = body;
    }

    BranchId id() {
        return description.id();
    }

    /** The entries; null when they are in the log only. */
    @Nullable
    EntryBody body() {
        return body;
    }

    void dropBody() {
        body = null;
    }

    /** The entries as the content of its record holds them. */
    EntryBody parse(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        BranchCodec.decode(in);
        BranchCodec.decodeTime(in);
        return EntryBody.parse(content, in.position());
    }

    /** Which cursors it moves. */
    List<CursorMove> moves() {
        return moves;
    }

    int length() {
        return length;
    }

    int outcomeLength() {
        return outcomeLength;
    }

    long memory() {
        return memory;
    }

    long lsn() {
        return lsn;
    }

    void lsn(long newest) {
        lsn = newest;
    }

    boolean isInDoubt() {
        return inDoubt;
    }

    void inDoubt(boolean is) {
        inDoubt = is;
    }

    boolean decided() {
        return decided;
    }

    void decide() {
        decided = true;
    }

    InDoubtBranch describe() {
        return description;
    }
}
