package io.ironjournal.memtable;

import io.ironjournal.Entry;
import io.ironjournal.format.EntryBlock;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.RawBlock;
import io.ironjournal.format.StoredEntry;
import io.ironjournal.segment.EntryBatch;
import io.ironjournal.segment.EntryTarget;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The entries of one section of a record. Immutable, except for an index that is created on demand. */
public final class PlainRun implements MemtableRun {

    /** The memory of a run besides its entries: objects, references, and the other sections of the body. */
    private static final int OVERHEAD = 160;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final long firstId;
    private final int count;
    private final byte[] bytes;
    private final int from;
    private final int to;
    private final long lsn;
    private final long time;
    private volatile int @Nullable [] starts;

    private PlainRun(long firstId, int count, byte[] bytes, int from, int to, long lsn, long time) {
        this.firstId = firstId;
        this.count = count;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.lsn = lsn;
        this.time = time;
    }

    /**
     * Creates a run of a section of a record.
     *
     * @param lsn the LSN of the record that committed the entries
     * @param time the time of that record
     */
    public static PlainRun of(EntrySection section, byte[] bytes, long firstId, long lsn, long time) {
        return new PlainRun(firstId, section.count(), bytes, section.from(), section.to(), lsn, time);
    }

    /** Creates a run of an uncompressed block of a record. */
    public static PlainRun of(EntryBlock block, byte[] bytes, long firstId, long lsn, long time) {
        return new PlainRun(firstId, block.count(), bytes, block.from(), block.to(), lsn, time);
    }

    /** Creates a run of the content of a compressed block. */
    static PlainRun of(RawBlock block, long firstId, long lsn, long time) {
        return new PlainRun(firstId, block.count(), block.bytes(), 0, block.bytes().length, lsn, time);
    }

    /** Returns the memory of a run with this size and number of entries. */
    static long memory(int length, int count) {
        return OVERHEAD + length + (count > 1 ? 4L * count : 0);
    }

    @Override
    public long memory() {
        return memory(to - from, count);
    }

    @Override
    public PlainRun startingAt(long id) {
        int dropped = (int) (id - firstId);
        return new PlainRun(id, count - dropped, bytes, start(dropped), to, lsn, time);
    }

    @Override
    public long firstId() {
        return firstId;
    }

    @Override
    public long endId() {
        return firstId + count;
    }

    @Override
    public long lsn() {
        return lsn;
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public Entry entry(long id) {
        int at = start((int) (id - firstId));
        int field = (int) INT.get(bytes, at);
        int start = at + EntrySection.ENTRY_HEADER;
        long stamp = StoredEntry.stamp(time, StoredEntry.hasHeaders(field));
        return StoredEntry.copy(id, stamp, bytes, start, start + StoredEntry.length(field));
    }

    @Override
    public void read(long id, EntryTarget target) {
        int at = start((int) (id - firstId));
        int field = (int) INT.get(bytes, at);
        int start = at + EntrySection.ENTRY_HEADER;
        long stamp = StoredEntry.stamp(time, StoredEntry.hasHeaders(field));
        target.accept(id, stamp, bytes, start, start + StoredEntry.length(field));
    }

    @Override
    public void addTo(EntryBatch out) {
        for (int at = from; at < to; ) {
            int field = (int) INT.get(bytes, at);
            int length = StoredEntry.length(field);
            at += EntrySection.ENTRY_HEADER;
            out.add(bytes, at, length, StoredEntry.stamp(time, StoredEntry.hasHeaders(field)));
            at += length;
        }
    }

    private int start(int index) {
        if (index == 0) {
            return from;
        }
        int[] known = starts;
        if (known == null) {
            known = index();
            starts = known;
        }
        return known[index];
    }

    private int[] index() {
        int[] found = new int[count];
        int at = from;
        for (int i = 0; i < count; i++) {
            found[i] = at;
            at += EntrySection.ENTRY_HEADER + StoredEntry.length((int) INT.get(bytes, at));
        }
        return found;
    }
}
