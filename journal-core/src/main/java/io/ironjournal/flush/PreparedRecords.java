package io.ironjournal.flush;

/** The records of branches that the log must keep. The flusher asks for them. */
public interface PreparedRecords {

    /**
     * Copies the records of undecided branches below an LSN to the end of the log, and waits until the copies are
     * forced. Records without room for a copy stay where they are.
     */
    void carryForward(long below);

    /** Returns whether no undecided branch has its newest record below an LSN. */
    boolean hasNoneBelow(long lsn);

    /**
     * Returns the size of the records below an LSN whose entries are neither in segments nor rolled back.
     *
     * @param lsn the LSN below which all other entries are in segments
     * @return the size in bytes
     */
    long unflushedBelow(long lsn);

    /**
     * Returns how far a mark may go.
     *
     * @return at most {@code mark}; less if the entries of a prepared branch are only below it
     */
    long limitMark(long mark);
}
