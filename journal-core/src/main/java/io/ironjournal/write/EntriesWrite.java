package io.ironjournal.write;

import io.ironjournal.IdRange;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.RecordType;
import io.ironjournal.log.Admission;
import io.ironjournal.memtable.MemtableMemory;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries that their own record commits: an append, a batch, or a transaction in one phase. */
public final class EntriesWrite extends ListenedWrite {

    private final StreamWrites writes;
    private final EntryBody body;
    private final ExpectedEnds expected;
    private final ProducerAdmission producers;
    private final IdAssignment ids;
    private final long bytes;
    private final boolean lazy;

    /** The time of imported entries, in microseconds since 1970 UTC; negative for others. */
    private long keptTime = -1;

    private @Nullable RuntimeException refusal;

    /**
     * Waits for memory for the entries.
     *
     * @param expected the positions at which streams must end; without entries, the write only checks them
     * @param producers decides about the producers that the record moves
     * @param lazy whether the caller may return before the entries are forced
     */
    EntriesWrite(
            StreamWrites writes,
            EntryBody body,
            ExpectedEnds expected,
            ProducerAdmission producers,
            boolean lazy,
            @Nullable WriteListener listener) {
        super(listener);
        this.writes = writes;
        this.lazy = lazy;
        this.body = body;
        this.expected = expected;
        this.producers = producers;
        this.ids = writes.ids(body);
        this.bytes = ids.memory();
        writes.memory().acquire(bytes);
    }

    /** Gives the entries this time instead of that of the clock, unless the stream already has a later one. */
    void keepTime(long time) {
        keptTime = time;
    }

    /** Gives the checkpoint of the record this cut, instead of that at its place in the log. */
    void keepCut(ConsistentCut cut) {
        ids.keepCut(cut);
    }

    @Override
    protected RecordType type() {
        return RecordType.ENTRIES;
    }

    @Override
    protected int contentLength() {
        return ids.size() + body.bytes().length;
    }

    @Override
    protected long needsDisk() {
        return body.count() > 0 || onlyCheckpoint() ? contentLength() : 0;
    }

    @Override
    protected boolean onlyCheckpoint() {
        return body.sections().isEmpty() && body.positions().checkpoint() != null;
    }

    @Override
    protected boolean lazy() {
        return lazy;
    }

    @Override
    protected Admission admit() {
        refusal = expected.conflict();
        if (refusal != null) {
            return Admission.NO_RECORD_AFTER_GROUP;
        }
        Admission moves = producers.admit();
        if (moves != Admission.RECORD) {
            refusal = producers.refusal();
            if (refusal == null) {
                // A write that fails releases its memory. This one succeeds, but adds nothing to a memtable.
                releaseMemory();
            }
            return moves;
        }
        StreamClaims claims = writes.claims();
        StreamClaimedException claimed = claims.anyExclusive() ? ids.blocked(claims) : null;
        if (claimed != null) {
            refusal = claimed;
            return waitFor(claimed, claims);
        }
        boolean onlyChecks = body.sections().isEmpty() && body.positions().isEmpty();
        return onlyChecks ? Admission.NO_RECORD_AFTER_GROUP : Admission.RECORD;
    }

    @Override
    protected @Nullable RuntimeException refusal() {
        return refusal;
    }

    @Override
    protected void assign(long lsn, long time) {
        ids.assign(lsn, keptTime < 0 ? time : keptTime);
    }

    @Override
    protected int headLength() {
        return ids.size();
    }

    @Override
    protected void head(ByteBuffer out) {
        ids.write(out);
    }

    @Override
    protected byte[] body() {
        return body.bytes();
    }

    @Override
    protected void apply(long lsn) {
        ids.publish(lsn);
    }

    @Override
    protected long entries() {
        return body.count();
    }

    @Override
    MemtableMemory memory() {
        return writes.memory();
    }

    @Override
    long bytes() {
        return bytes;
    }

    @Override
    long firstId() {
        return ids.firstId();
    }

    /** Returns the last sequence if a producer had already written; otherwise {@link ProducerAdmission#WRITTEN}. */
    public long lastSequence() {
        return producers.lastSequence();
    }

    /** Returns the committed ids in a stream, or empty if there are none. */
    public IdRange rangeOf(String stream) {
        return ranges().getOrDefault(stream, IdRange.EMPTY);
    }

    /** Returns the committed ids, by stream. */
    public Map<String, IdRange> ranges() {
        return ids.ranges();
    }
}
