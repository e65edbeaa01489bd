package io.ironjournal.memtable;

import io.ironjournal.Entry;
import io.ironjournal.segment.EntryBatch;
import io.ironjournal.segment.EntryTarget;

/** Consecutive entries of one stream from one record. A {@link Memtable} consists of runs. */
public sealed interface MemtableRun permits CompressedRun, PlainRun, SingleEntry {

    long firstId();

    /** Returns the id behind the last entry. */
    long endId();

    /** Returns the LSN of the record that committed the entries. */
    long lsn();

    /** Returns the time of the entries: that of their record, in microseconds since 1970 UTC. */
    long time();

    /** Returns the approximate memory of the run. */
    long memory();

    /** Returns a copy of an entry in the run. */
    Entry entry(long id);

    /** Passes on an entry in the run without a copy. */
    void read(long id, EntryTarget target);

    /** Returns the same entries for a caller that reads several of them, decompressed once. */
    default MemtableRun forReading() {
        return this;
    }

    /** Returns the run without the entries below an id. */
    MemtableRun startingAt(long id);

    /** Adds all entries to a batch, without copying them. */
    void addTo(EntryBatch out);
}
