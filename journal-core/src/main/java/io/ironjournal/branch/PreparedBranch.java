package io.ironjournal.branch;

import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.write.IdAssignment;
import io.ironjournal.write.StreamClaim;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a PREPARE record, and its position in the log. The entries may be in the log only; see
 * {@link PreparedEntries}.
 */
final class PreparedBranch {

    private final InDoubtBranch description;
    private final List<CursorMove> moves;
    private final List<ProducerMove> producers;
    private final StreamClaim claim;

    /** The content length of its record. */
    private final int length;

    /** The content length of its COMMIT record. A ROLLBACK record is not longer. */
    private final int outcomeLength;

    /** The memory of its entries after they are committed. */
    private final long memory;

    /** The entries, while they are in memory. */
    private volatile @Nullable EntryBody body;

    /** Whether its record has a position in the log. If not, the branch has voted, and its decision writes the record. */
    private volatile boolean written;

    /** Whether its memory was counted before its record was written. */
    private volatile boolean held;

    /** The position of its record. The newest copy counts. */
    private volatile long lsn;

    /**
     * Whether it has voted and has no outcome. Changed by recovery and by the thread that runs the committer.
     */
    private volatile boolean inDoubt;

    /** Whether an outcome has a position in the log. Used only by the committer. */
    private boolean decided;

    /**
     * Describes a branch.
     *
     * @param shards the number of shards that a checkpoint covers
     */
    PreparedBranch(BranchId id, Instant preparedAt, EntryBody body, int shards) {
        this.description = describe(id, preparedAt, body);
        this.moves = body.positions().moves();
        this.producers = body.positions().producers();
        this.claim = StreamClaim.of(id, description.streams(), body.positions().expectations());
        this.length = body.bytes().length;
        int cut = body.positions().checkpoint() == null ? 0 : ConsistentCut.size(shards);
        this.outcomeLength = IdAssignment.size(body.sections().size()) + BranchCodec.encode(id).length + cut;
        this.memory = IdAssignment.memory(body, shards);
        this.body = body;
    }

    /** Loops over the sections, because a stream pipeline would be a noticeable part of a two-phase commit. */
    private static BranchDescription describe(BranchId id, Instant preparedAt, EntryBody body) {
        List<EntrySection> sections = body.sections();
        String[] streams = new String[sections.size()];
        long bytes = 0;
        for (int i = 0; i < streams.length; i++) {
            EntrySection section = sections.get(i);
            streams[i] = section.stream();
            bytes += section.dataSize();
        }
        return new BranchDescription(id, preparedAt, body.count(), bytes, List.of(streams));
    }

    BranchId id() {
        return description.id();
    }

    /** Returns the entries, or null if they are in the log only. */
    @Nullable
    EntryBody body() {
        return body;
    }

    void dropBody() {
        body = null;
    }

    /** Returns the entries as the content of its record. */
    EntryBody parse(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        BranchCodec.decode(in);
        BranchCodec.decodeTime(in);
        return EntryBody.parse(content, in.position());
    }

    /** Returns the moves of its cursors. */
    List<CursorMove> moves() {
        return moves;
    }

    /** Returns the moves of its producers. */
    List<ProducerMove> producers() {
        return producers;
    }

    /** Returns the claims on its streams. */
    StreamClaim claim() {
        return claim;
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

    boolean isWritten() {
        return written;
    }

    void written() {
        written = true;
    }

    boolean isHeld() {
        return held;
    }

    void held() {
        held = true;
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
