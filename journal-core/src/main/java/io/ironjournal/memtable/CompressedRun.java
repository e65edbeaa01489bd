package io.ironjournal.memtable;

import io.ironjournal.CorruptionException;
import io.ironjournal.Entry;
import io.ironjournal.ErrorContext;
import io.ironjournal.format.CompressedBlock;
import io.ironjournal.format.EntryBlock;
import io.ironjournal.format.RawBlock;
import io.ironjournal.segment.EntryBatch;
import io.ironjournal.segment.EntryTarget;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one compressed block of a record. They stay compressed until they are in a segment, which stores the
 * block unchanged. Only readers decompress it. The decompressed entries are shared with other readers until the next
 * garbage collection.
 */
final class CompressedRun implements MemtableRun {

    private final long firstId;
    private final byte[] bytes;
    private final EntryBlock block;
    private final long lsn;
    private final long time;

    /** The decompressed entries. It keeps no memory alive that readers do not keep alive, so it needs no limit. */
    private volatile @Nullable WeakReference<PlainRun> decompressed;

    /**
     * Creates a run of a block of a record.
     *
     * @param bytes the array that contains the block
     * @param lsn the LSN of the record that committed the entries
     * @param time the time of that record
     */
    CompressedRun(EntryBlock block, byte[] bytes, long firstId, long lsn, long time) {
        this.firstId = firstId;
        this.bytes = bytes;
        this.block = block;
        this.lsn = lsn;
        this.time = time;
    }

    @Override
    public long firstId() {
        return firstId;
    }

    @Override
    public long endId() {
        return firstId + block.count();
    }

    @Override
    public long lsn() {
        return lsn;
    }

    @Override
    public long time() {
        return time;
    }

    /** Returns the size of the compressed block. Decompressed entries belong to readers. */
    @Override
    public long memory() {
        return PlainRun.memory(block.storedLength(), 1);
    }

    @Override
    public Entry entry(long id) {
        return forReading().entry(id);
    }

    @Override
    public void read(long id, EntryTarget target) {
        forReading().read(id, target);
    }

    @Override
    public PlainRun forReading() {
        WeakReference<PlainRun> known = decompressed;
        PlainRun run = known == null ? null : known.get();
        if (run == null) {
            run = decompress();
            decompressed = new WeakReference<>(run);
        }
        return run;
    }

    private PlainRun decompress() {
        RawBlock raw =
                CompressedBlock.decompress(bytes, block.from(), block.storedLength(), block.rawLength(), block.count());
        if (raw == null) {
            throw new CorruptionException(
                    "Entries " + firstId + " to " + (endId() - 1)
                            + " were damaged in memory: their compressed block does not match its checksum (record at LSN "
                            + lsn
                            + "). Close the journal and open it again to read them from the commit log.",
                    ErrorContext.NONE.withId(firstId),
                    null);
        }
        return PlainRun.of(raw, firstId, lsn, time);
    }

    @Override
    public PlainRun startingAt(long id) {
        return decompress().startingAt(id);
    }

    @Override
    public void addTo(EntryBatch out) {
        out.addBlock(bytes, block.from(), block.storedLength(), block.rawLength(), block.count(), time);
    }
}
