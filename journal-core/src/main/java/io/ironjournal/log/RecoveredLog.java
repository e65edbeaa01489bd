package io.ironjournal.log;

import io.ironjournal.format.FlushMark;
import io.ironjournal.format.StreamChange;
import java.util.List;

/**
 * A log that recovery has made ready.
 *
 * @param log to append to
 * @param records what has to be replayed, from the mark on; to be closed by the reader
 * @param flushMark the newest flush mark
 * @param copiedBytes bytes of records that were not proven durable and are now
 * @param cutBytes bytes that were cut off its end
 * @param lostRecords records among them that were acknowledged
 * @param notes irregularities, each in a sentence
 * @param quarantine the files that keep them, each with the layout of the log segment it comes from
 * @param truncations what streams were truncated to, in the order of the log
 * @param deletions which streams were deleted
 */
public record RecoveredLog(
        CommitLog log,
        LogRecords records,
        FlushMark flushMark,
        long copiedBytes,
        long cutBytes,
        long lostRecords,
        List<String> notes,
        List<String> quarantine,
        List<StreamChange> truncations,
        List<StreamChange> deletions) {

    /** The LSN below which the log is not needed. */
    public long mark() {
        return flushMark.mark();
    }

    /** Below this LSN all entries that were committed are in segments. */
    public long flushed() {
        return flushMark.flushed();
    }
}
