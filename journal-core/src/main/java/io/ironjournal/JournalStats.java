package io.ironjournal;

import java.time.Duration;
import java.util.Optional;

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
     * @return the number of forces; {@code records / forces} is the average group size
     * @since 0.1.0
     */
    long forces();

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
     * Returns the number of branches in doubt.
     *
     * @return the number of branches that are prepared and not decided
     * @since 0.1.0
     */
    int inDoubt();

    /**
     * Returns how far the system clock is behind the newest {@linkplain Entry#time() time} of the entries that were
     * written since the journal was opened. The clock is wrong now, or it was ahead when entries were written: new
     * entries of those streams get the time of the last one until the clock reaches it.
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
