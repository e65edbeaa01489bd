package io.ironjournal.log;

import io.ironjournal.format.StreamChange;
import java.util.List;
import java.util.Optional;

/**
 * A log that recovery has made ready.
 *
 * @param log to append to
 * @param records what has to be replayed, from the mark on; to be closed by the reader
 * @param mark the newest flush mark
 * @param flushed below this LSN all entries that were committed are in segments
 * @param copiedBytes bytes of records that were not proven durable and are now
 * @param cutBytes bytes that were cut off its end
 * @param lostRecords records among them that were acknowledged
 * @param notes irregularities, each in a sentence
 * @param quarantine the file that keeps them
 * @param truncations what streams were truncated to, in the order of the log
 * @param deletions which streams were deleted
 */
public record RecoveredLog(
        CommitLog log,
        LogRecords records,
        long mark,
        long flushed,
        long copiedBytes,
        long cutBytes,
        long lostRecords,
        List<String> notes,
        Optional<String> quarantine,
        List<StreamChange> truncations,
        List<StreamChange> deletions) {}
