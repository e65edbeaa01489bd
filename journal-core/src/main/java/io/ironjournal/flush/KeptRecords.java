package io.ironjournal.flush;

/**
 * Records that only the log has until something ends them: those of branches, and states of a transaction manager. The
 * flusher asks for them.
 */
public interface KeptRecords {

    /**
     * Copies the records below an LSN that have not ended to the end of the log, and waits until the copies are forced.
     * Records without room for a copy stay where they are.
     */
    void carryForward(long below);

    /** Returns whether no record that has not ended is below an LSN. */
    boolean hasNoneBelow(long lsn);

    /**
     * Returns the size of the entries in records below an LSN that only the log has, and that may be written to files later.
     *
     * @param lsn the LSN below which all other records are in files
     * @return the size in bytes
     */
    long unflushedBelow(long lsn);

    /**
     * Returns how far a mark may go.
     *
     * @return at most {@code mark}; less if the log must keep records below it
     */
    long limitMark(long mark);

    /** Returns these records and others. */
    default KeptRecords and(KeptRecords others) {
        return new KeptRecordsOfTwo(this, others);
    }
}
