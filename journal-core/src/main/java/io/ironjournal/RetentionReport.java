package io.ironjournal;

import java.util.List;

/**
 * Says what a round of retention has removed: the result of {@link JournalRetention#applyRetention}. Immutable. A later
 * release may add methods.
 *
 * @since 0.1.0
 */
public interface RetentionReport {

    /**
     * Returns the number of streams that lost segments.
     *
     * @return the number of streams
     * @since 0.1.0
     */
    int streams();

    /**
     * Returns the number of removed segments.
     *
     * @return the number of segment files
     * @since 0.1.0
     */
    int segments();

    /**
     * Returns the size of the removed segments.
     *
     * @return the size of the files in bytes
     * @since 0.1.0
     */
    long bytes();

    /**
     * Returns what went wrong. A stream that cannot be examined, for example because it is damaged, keeps its entries, and
     * the round goes on with the next stream. If the disk is full, the round ends.
     *
     * @return one sentence for each such stream; empty when all went well
     * @since 0.1.0
     */
    List<String> failures();
}
