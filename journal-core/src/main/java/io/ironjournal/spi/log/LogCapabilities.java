package io.ironjournal.spi.log;

/**
 * Says in what logs differ. The defaults are those of the simplest log.
 *
 * @since 0.1.0
 */
public interface LogCapabilities {

    /** Returns how many groups the engine may commit before the first of them is complete; at least 1. */
    default int groupsInFlight() {
        return 1;
    }

    /**
     * Returns how many bytes of content a record may have. The engine divides larger ones and joins them when it reads; it
     * uses types of 32 and above for that.
     */
    default int largestRecord() {
        return Integer.MAX_VALUE;
    }

    /** Returns whether {@link CommitLog#reserve} may fail because the log is full. */
    default boolean canFillUp() {
        return false;
    }

    /**
     * Returns whether a group can be handed over without becoming durable ({@link CommitLog#handOver}). On other logs the
     * engine commits such a group, and answers its callers before the group completes.
     */
    default boolean handsOver() {
        return false;
    }
}
