package io.ironjournal.write;

import io.ironjournal.IdRange;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.RecordType;
import io.ironjournal.log.Write;
import io.ironjournal.memtable.MemtableMemory;
import java.nio.ByteBuffer;
import java.util.Map;

/** Entries that are committed by the record that holds them: an append, a batch, a transaction in one phase. */
public class EntriesWrite extends Write {

    private final EntryBody body;
    private final IdAssignment ids;
    private final MemtableMemory memory;
    private final long bytes;
    private final boolean lazy;

    /**
     * Waits for the memory that the entries will hold.
     *
     * @param lazy whether the caller may be answered before the entries are forced
     */
    protected EntriesWrite(StreamWrites writes, EntryBody body, MemtableMemory memory, boolean lazy) {
        this.lazy = lazy;
        this.body = body;
        this.ids = writes.ids(body);
        this.memory = memory;
        this.bytes = ids.memory();
        memory.acquire(bytes);
    }

    @Override
    protected final RecordType type() {
        return RecordType.ENTRIES;
    }

    @Override
    protected final int contentLength() {
        return ids.size() + body.bytes().length;
    }

    @Override
    protected final boolean lazy() {
        return lazy;
    }

    @Override
    protected final void assign(long lsn) {
        ids.assign(lsn);
    }

    @Override
    protected final int headLength() {
        return ids.size();
    }

    @Override
    protected final void head(ByteBuffer out) {
        ids.write(out);
    }

    @Override
    protected final byte[] body() {
        return body.bytes();
    }

    @Override
    protected final void apply(long lsn) {
        ids.publish(lsn);
    }

    @Override
    protected final void abandoned() {
        memory.release(bytes);
    }

    /** The ids given in a stream, once committed; empty when it has none. */
    public final IdRange rangeOf(String stream) {
        return ranges().getOrDefault(stream, IdRange.EMPTY);
    }

    /** The ids given, by stream, once committed. */
    public final Map<String, IdRange> ranges() {
        return ids.ranges();
    }
}
