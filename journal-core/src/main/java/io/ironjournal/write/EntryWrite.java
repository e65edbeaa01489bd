package io.ironjournal.write;

import io.ironjournal.figures.Buckets;
import io.ironjournal.figures.Sampler;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.RecordType;
import io.ironjournal.format.StoredEntry;
import io.ironjournal.log.Admission;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.memtable.SingleEntry;
import io.ironjournal.memtable.StreamState;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One entry for one stream, the most frequent write. The record is the same as that of an {@link EntriesWrite}, but its
 * caller encodes nothing: the name and all lengths are in the head.
 */
public final class EntryWrite extends ListenedWrite {

    private static final byte[] EMPTY = new byte[0];

    private final StreamWrites writes;
    private @Nullable StreamState state;
    private @Nullable SingleEntry entry;
    private byte[] bytes = EMPTY;
    private boolean headers;
    private boolean lazy;
    private long id;
    private int uses;
    private long measuredFrom;
    private long time;

    /** Creates a write on which {@link #begin} must be called. */
    EntryWrite(StreamWrites writes, @Nullable WriteListener listener) {
        super(listener);
        this.writes = writes;
    }

    /**
     * Waits for memory for the entry.
     *
     * @param stored the bytes of the entry, see {@link StoredEntry}; the array belongs to the journal from now on
     * @param withHeaders whether they begin with headers
     * @param unforced whether the caller may return before the entry is forced
     */
    void begin(String stream, byte[] stored, boolean withHeaders, boolean unforced) {
        SingleEntry added = new SingleEntry(stored, withHeaders);
        state = writes.streams().forWriting(stream);
        entry = added;
        bytes = stored;
        headers = withHeaders;
        lazy = unforced;
        writes.memory().acquire(added.memory());
    }

    /** Begins to measure the append if a sample contains it. Each of the reused writes takes its own sample. */
    void measure() {
        measuredFrom = Sampler.begin(uses++);
    }

    /** Clears the write after it is complete, and counts its duration if that is measured. */
    void end(Buckets durations) {
        Sampler.end(measuredFrom, durations);
        state = null;
        entry = null;
        bytes = EMPTY;
        reuse();
    }

    private StreamState state() {
        return requireBegun(state);
    }

    private static <T> T requireBegun(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("This write has not begun");
        }
        return part;
    }

    @Override
    protected RecordType type() {
        return RecordType.ENTRIES;
    }

    @Override
    protected int contentLength() {
        return headLength() + bytes.length;
    }

    @Override
    protected long needsDisk() {
        return contentLength();
    }

    @Override
    protected boolean lazy() {
        return lazy;
    }

    @Override
    protected Admission admit() {
        StreamClaims claims = writes.claims();
        StreamClaimedException claimed = claims.anyExclusive() ? claims.blocked(state().name()) : null;
        return claimed == null ? Admission.RECORD : waitFor(claimed, claims);
    }

    /** Returns the claim on the stream, which does not change between the decision and this call. */
    @Override
    protected @Nullable RuntimeException refusal() {
        return writes.claims().blocked(state().name());
    }

    @Override
    protected void assign(long lsn, long clock) {
        StreamState current = state().current();
        state = current;
        time = current.timeFor(clock);
        writes.clocks().check(current, time, clock);
        id = current.assign(1, lsn, time);
    }

    @Override
    protected int headLength() {
        return IdAssignment.size(1) + EntryBody.singleHeadSize(state().utf8());
    }

    @Override
    protected void head(ByteBuffer out) {
        IdAssignment.writeOne(out, time, id, state().generation());
        EntryBody.writeSingleHead(out, state().utf8(), bytes.length, headers);
    }

    @Override
    protected byte[] body() {
        return bytes;
    }

    @Override
    protected void apply(long lsn) {
        SingleEntry committed = requireBegun(entry);
        committed.place(id, lsn, time);
        state().publish(committed);
        writes.streams().queueForFlush(state());
    }

    @Override
    protected long entries() {
        return 1;
    }

    @Override
    MemtableMemory memory() {
        return writes.memory();
    }

    @Override
    long bytes() {
        return requireBegun(entry).memory();
    }

    @Override
    long firstId() {
        return id;
    }

    /** Returns the committed id of the entry. */
    public long id() {
        return id;
    }
}
