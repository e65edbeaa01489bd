package io.ironjournal.write;

import io.ironjournal.IdRange;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.RecordType;
import io.ironjournal.memtable.MemtableMemory;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries that their own record commits: an append, a batch, or a transaction in one phase. */
public final class EntriesWrite extends ListenedWrite {

    private final EntryBody body;
    private final IdAssignment ids;
    private final MemtableMemory memory;
    private final long bytes;
    private final boolean lazy;

    /**
     * Waits for memory for the entries.
     *
     * @param lazy whether the caller may return before the entries are forced
     */
    EntriesWrite(
            StreamWrites writes,
            EntryBody body,
            MemtableMemory memory,
            boolean lazy,
            @Nullable WriteListener listener) {
        super(listener);
        this.lazy = lazy;
        this.body = body;
        this.ids = writes.ids(body);
        this.memory = memory;
        this.bytes = ids.memory();
        memory.acquire(bytes);
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
    protected boolean lazy() {
        return lazy;
    }

    @Override
    protected void assign(long lsn, long time) {
        ids.assign(lsn, time);
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
    protected void abandoned() {
        memory.release(bytes);
    }

    @Override
    long firstId() {
        return ids.firstId();
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
