package io.ironjournal.branch;

import io.ironjournal.format.Cut;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.stream.Grants;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** What a PREPARE record holds, and what became of it. */
final class PreparedBranch {

    private final BranchId id;
    private final Instant preparedAt;
    private final EntryBody body;

    /** What its outcome takes in the log besides the cut of a checkpoint; the committer asks twice. */
    private final int outcomeLength;

    /** Held by whoever writes an outcome, so that there is one. */
    private final ReentrantLock deciding = new ReentrantLock();

    /** Where its record stands; the newest copy counts. */
    private volatile long lsn;

    /** Whether an outcome has its place in the log; used by the committer only. */
    private boolean decided;

    PreparedBranch(BranchId id, Instant preparedAt, EntryBody body) {
        this.id = id;
        this.preparedAt = preparedAt;
        this.body = body;
        this.outcomeLength = Grants.size(body.sections().size()) + BranchCodec.encode(id).length;
    }

    BranchId id() {
        return id;
    }

    ReentrantLock deciding() {
        return deciding;
    }

    EntryBody body() {
        return body;
    }

    /** Content length of the record that will commit it, which one that rolls it back does not exceed. */
    int outcomeLength(int shards) {
        int cut = body.positions().checkpoint() == null ? 0 : Cut.size(shards);
        return outcomeLength + cut;
    }

    long lsn() {
        return lsn;
    }

    void lsn(long newest) {
        lsn = newest;
    }

    boolean decided() {
        return decided;
    }

    void decide() {
        decided = true;
    }

    InDoubtBranch describe() {
        long bytes = body.sections().stream().mapToLong(EntrySection::dataSize).sum();
        return new InDoubtBranch(
                id,
                preparedAt,
                body.count(),
                bytes,
                body.sections().stream().map(EntrySection::stream).toList());
    }
}
