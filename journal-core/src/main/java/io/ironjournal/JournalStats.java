package io.ironjournal;

import java.util.Optional;

/**
 * What a journal has done since it was opened. A snapshot; the figures need not be of one instant.
 *
 * <p>Immutable. A later release may add methods. {@code toString} shows all of it in one line, in the form of a record.
 *
 * @since 0.1.0
 */
public interface JournalStats {

    /**
     * Returns how far the commit log is forced.
     *
     * @return position in the commit log below which everything is forced, in bytes since the journal was created
     * @since 0.1.0
     */
    long durableLsn();

    /**
     * Returns how many records were written.
     *
     * @return records written to the commit log
     * @since 0.1.0
     */
    long records();

    /**
     * Returns how many times the commit log was forced (fsync).
     *
     * @return forces of the commit log; {@code records / forces} is the average group
     * @since 0.1.0
     */
    long forces();

    /**
     * Returns how much of the commit log recovery would need.
     *
     * @return bytes of the commit log that recovery would still need
     * @since 0.1.0
     */
    long logBytes();

    /**
     * Returns the memory of entries that are not yet in segments.
     *
     * @return memory held by entries that are not yet in segments and by streams that are not yet forced, in bytes; compressed entries count with their compressed size
     * @since 0.1.0
     */
    long memtableBytes();

    /**
     * Returns how many branches are in doubt.
     *
     * @return branches that are prepared and undecided
     * @since 0.1.0
     */
    int inDoubt();

    /**
     * Returns why the journal failed.
     *
     * @return what stopped the journal; empty while it works
     * @since 0.1.0
     */
    Optional<Throwable> failure();
}
