package io.ironjournal;

import io.ironjournal.files.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counters and sizes of a journal since it was opened. A snapshot; the values may be of slightly different moments.
 *
 * <p>Immutable. A later release may add methods. {@code toString} shows all values in one line, like a record.
 *
 * @since 0.1.0
 */
public interface JournalStats {

    /**
     * Returns how far the commit log is durable.
     *
     * @return the log position below which everything is forced, in bytes since the journal was created
     * @since 0.1.0
     */
    long durableLsn();

    /**
     * Returns the number of records written to the commit log.
     *
     * @return the number of records
     * @since 0.1.0
     */
    long records();

    /**
     * Returns the number of commit-log forces (fsync).
     *
     * @return the number of forces. In {@link SyncMode#STRICT} each group is forced. In the other modes some groups are not
     *     forced. {@link #groupSizes()} counts all groups
     * @since 0.1.0
     */
    long forces();

    /**
     * Returns the number of entries written, also those of transactions.
     *
     * @return the number of entries that became readable since the journal was opened
     * @since 0.1.0
     */
    long entries();

    /**
     * Returns the sizes of the groups of records that were written together.
     *
     * @return a histogram of numbers of records
     * @since 0.1.0
     */
    Histogram groupSizes();

    /**
     * Returns how long calls took that append entries or move cursors. The sample contains one of sixteen calls. A call
     * that failed, an asynchronous append, and a commit of a JTA transaction are not measured.
     *
     * @return a histogram of durations in nanoseconds
     * @since 0.1.0
     */
    Histogram appendDurations();

    /**
     * Returns how long forces of the commit log took. For a replicated log, this is the time from sending a group to its
     * confirmation.
     *
     * @return a histogram of durations in nanoseconds
     * @since 0.1.0
     */
    Histogram forceDurations();

    /**
     * Returns how long writers waited because memory was short, or because the commit log was too long. Writers that did
     * not wait are not counted.
     *
     * @return a histogram of durations in nanoseconds
     * @since 0.1.0
     */
    Histogram writerWaits();

    /**
     * Returns the size of the part of the commit log that recovery would read.
     *
     * @return the size in bytes
     * @since 0.1.0
     */
    long logBytes();

    /**
     * Returns the memory used by entries that are not yet in segments, and by streams with unforced segments.
     *
     * @return the memory in bytes; compressed entries count with their compressed size
     * @since 0.1.0
     */
    long memtableBytes();

    /**
     * Returns the memory that {@link #memtableBytes} may use before writers wait.
     *
     * @return the limit in bytes
     * @since 0.1.0
     */
    long memtableLimit();

    /**
     * Returns the number of branches in doubt.
     *
     * @return the number of branches that are prepared and not decided
     * @since 0.1.0
     */
    int inDoubt();

    /**
     * Returns how long the oldest branch has been in doubt, by the system clock.
     *
     * @return the time since it was prepared; zero when there is no branch in doubt
     * @since 0.1.0
     */
    Duration inDoubtAge();

    /**
     * Returns the losses of acknowledged data that nobody has accepted.
     *
     * @return one sentence for each loss, oldest first; empty when nothing is lost
     * @since 0.1.0
     */
    List<String> losses();

    /**
     * Returns the damage that the {@linkplain JournalOptionsBuilder#scrubRate scrub} has found.
     *
     * @return one finding for each damaged segment, which names the file, the stream and the damaged entries; empty when
     *     nothing was found since the journal was opened
     * @since 0.1.0
     */
    List<Finding> damage();

    /**
     * Returns how much the {@linkplain JournalOptionsBuilder#scrubRate scrub} has read.
     *
     * @return the number of bytes since the journal was opened
     * @since 0.1.0
     */
    long scrubbedBytes();

    /**
     * Returns how many times the {@linkplain JournalOptionsBuilder#scrubRate scrub} has verified all streams.
     *
     * @return the number of passes since the journal was opened
     * @since 0.1.0
     */
    long scrubPasses();

    /**
     * Returns when the {@linkplain JournalOptionsBuilder#scrubRate scrub} has verified all streams for the last time.
     *
     * @return the end of the last pass; empty when none has ended since the journal was opened
     * @since 0.1.0
     */
    Optional<Instant> lastScrub();

    /**
     * Returns how many reads found bytes of an entry that do not match their checksum. Reads of the same entry count
     * again. A segment with {@link #damage} counts once.
     *
     * @return the number of reads since the journal was opened
     * @since 0.1.0
     */
    long checksumErrors();

    /**
     * Returns why writers get {@link DiskFullException}.
     *
     * @return why the last attempt to use space failed; empty when entries can be written to segments, and the commit log
     *     has refused no write for 30 seconds, or has accepted one since
     * @since 0.1.0
     */
    Optional<Throwable> diskFull();

    /**
     * Returns the limit of the journal's disk space.
     *
     * @return {@link JournalOptions#maxDiskSpace} in bytes; empty without a limit
     * @since 0.1.0
     */
    OptionalLong diskLimit();

    /**
     * Returns the disk space that counts against the {@linkplain #diskLimit limit}: the lengths of all files in the
     * journal's directory, the space that the commit log has reserved and does not use yet, and an estimate for entries
     * that are not yet in segments. An append that does not fit between this and the limit is refused. So the result is
     * larger than the files: also in an empty journal it is at least twice {@link JournalOptions#logBudget}, unless the
     * log is elsewhere. Without a limit the journal does not count.
     *
     * @return the sum in bytes; empty without a limit
     * @since 0.1.0
     */
    OptionalLong diskUse();

    /**
     * Returns how far the system clock is behind the newest {@linkplain Entry#time() time} of the entries that were
     * written since the journal was opened. Either the clock is wrong now, or it was ahead when those entries were
     * written. Until the clock reaches their time, new entries of those streams get the time of the stream's last
     * entry.
     *
     * @return the difference; zero if it is a minute or less, because time services correct the clock by as much
     * @since 0.1.0
     */
    Duration clockBehind();

    /**
     * Returns why the journal failed.
     *
     * @return the failure that stopped all writing; empty while the journal works
     * @since 0.1.0
     */
    Optional<Throwable> failure();
}
