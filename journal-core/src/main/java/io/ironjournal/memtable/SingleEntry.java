package io.ironjournal.memtable;

import io.ironjournal.Entry;
import io.ironjournal.format.StoredEntry;
import io.ironjournal.segment.EntryBatch;
import io.ironjournal.segment.EntryTarget;

/**
 * The entry of a single append. The caller creates it, so that the committer needs no memory. The committer sets its
 * position before any other thread sees it.
 */
public final class SingleEntry implements MemtableRun {

    /** The memory besides the bytes: two objects and a reference. */
    private static final int OVERHEAD = 64;

    private final byte[] bytes;
    private long id;
    private long lsn;

    /** The time, and whether there are headers, see {@link StoredEntry}. */
    private long stamp;

    /** Takes over the stored bytes of an entry. */
    public SingleEntry(byte[] bytes, boolean headers) {
        this.bytes = bytes;
        this.stamp = StoredEntry.stamp(0, headers);
    }

    /** Sets the position and the time of the entry. */
    public void place(long givenId, long recordLsn, long recordTime) {
        id = givenId;
        lsn = recordLsn;
        stamp = StoredEntry.stamp(recordTime, StoredEntry.hasHeaders(stamp));
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public long firstId() {
        return id;
    }

    @Override
    public long endId() {
        return id + 1;
    }

    @Override
    public long lsn() {
        return lsn;
    }

    @Override
    public long time() {
        return StoredEntry.time(stamp);
    }

    @Override
    public long memory() {
        return (long) OVERHEAD + bytes.length;
    }

    @Override
    public Entry entry(long wanted) {
        return StoredEntry.copy(id, stamp, bytes, 0, bytes.length);
    }

    @Override
    public void read(long wanted, EntryTarget target) {
        target.accept(id, stamp, bytes, 0, bytes.length);
    }

    @Override
    public MemtableRun startingAt(long wanted) {
        return this;
    }

    @Override
    public void addTo(EntryBatch out) {
        out.add(bytes, 0, bytes.length, stamp);
    }
}
