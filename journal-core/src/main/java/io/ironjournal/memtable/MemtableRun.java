package io.ironjournal.memtable;

import io.ironjournal.segment.EntryBatch;

/** Consecutive entries of one stream as one record brought them: what a {@link Memtable} consists of. */
public sealed interface MemtableRun permits CompressedRun, PlainRun, SingleEntry {

    long firstId();

    /** The id behind the last entry. */
    long endId();

    /** The record that committed them. */
    long lsn();

    /** Memory that it holds, about. */
    long memory();

    /** A copy of an entry that it has. */
    byte[] entry(long id);

    /** Returns the same entries for somebody who reads several of them: decompressed once. */
    default MemtableRun forReading() {
        return this;
    }

    /** Returns what is left behind the entries below an id that it has. */
    MemtableRun startingAt(long id);

    /** Adds all entries to a batch, without copying them. */
    void addTo(EntryBatch out);
}
