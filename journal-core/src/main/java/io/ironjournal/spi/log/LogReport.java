package io.ironjournal.spi.log;

import java.util.List;

/**
 * Reports what opening a log found and did.
 *
 * @since 0.1.0
 */
public interface LogReport {

    /**
     * Returns the report of an opening that found nothing unusual.
     *
     * @return a report in which all numbers are 0 and all lists are empty
     * @since 0.1.0
     */
    static LogReport nothing() {
        return new LogReport() {
            @Override
            public String toString() {
                return "nothing unusual";
            }
        };
    }

    /**
     * Returns the number of bytes that were written again because they may not have been durable.
     *
     * @return the number of bytes; 0 by default
     * @since 0.1.0
     */
    default long copiedBytes() {
        return 0;
    }

    /**
     * Returns the number of bytes that were discarded at the end of the log.
     *
     * @return the number of bytes; 0 by default
     * @since 0.1.0
     */
    default long discardedBytes() {
        return 0;
    }

    /**
     * Returns the minimum number of acknowledged records that were lost.
     *
     * @return the number of records; 0 by default
     * @since 0.1.0
     */
    default long lostRecords() {
        return 0;
    }

    /**
     * Returns the irregularities that were found, one sentence for each.
     *
     * @return the sentences; an empty list by default
     * @since 0.1.0
     */
    default List<String> notes() {
        return List.of();
    }

    /**
     * Returns the names of the files, or other places, where discarded bytes are kept.
     *
     * @return the names; an empty list by default
     * @since 0.1.0
     */
    default List<String> keptIn() {
        return List.of();
    }
}
