package io.ironjournal.spi.log;

/**
 * Describes what a log can do. The defaults describe the simplest log.
 *
 * @since 0.1.0
 */
public interface LogCapabilities {

    /**
     * Returns how many groups the engine may commit before the first of them is complete, at least 1.
     *
     * @return the number; 1 by default
     * @since 0.1.0
     */
    default int groupsInFlight() {
        return 1;
    }

    /**
     * Returns the maximum length of the content of a record, in bytes. The engine divides longer records and joins them
     * when it reads them. For that it uses record types from 32 on.
     *
     * @return the length; by default there is no limit
     * @since 0.1.0
     */
    default int largestRecord() {
        return Integer.MAX_VALUE;
    }

    /**
     * Returns whether {@link CommitLog#reserve} may fail because the log is full.
     *
     * @return true when the log has limited space; false by default
     * @since 0.1.0
     */
    default boolean canFillUp() {
        return false;
    }

    /**
     * Returns whether the log can take a group without making it durable ({@link CommitLog#handOver}). If not, the
     * engine commits such a group and returns to its callers before the group completes.
     *
     * @return true when the log can hand over; false by default
     * @since 0.1.0
     */
    default boolean handsOver() {
        return false;
    }
}
