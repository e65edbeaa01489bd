package io.ironjournal.flush;

/** What of the log the branches need, as the flusher has to know. */
public interface PreparedRecords {

    /**
     * Writes the records of undecided branches that stand below an LSN once more, and waits until that is forced. Those
     * that find no room stay where they are.
     */
    void carryForward(long below);

    /**
     * How far a mark may go.
     *
     * @return at most {@code mark}; less where a prepared branch's entries stand only below it
     */
    long limitMark(long mark);
}
