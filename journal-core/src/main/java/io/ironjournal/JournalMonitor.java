package io.ironjournal;

import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Shows the state of a journal: the role of {@link Journal} for health checks and metrics. Thread-safe. Only
 * {@link #freeDiskSpace} does I/O. All methods also work after {@link Journal#close()}.
 *
 * @since 0.1.0
 */
public interface JournalMonitor {

    /**
     * Returns counters and sizes since the journal was opened.
     *
     * @return a snapshot of this moment
     * @since 0.1.0
     */
    JournalStats stats();

    /**
     * Asks the file system how much space is free for the journal's directory.
     *
     * @return the space that this process may still use, in bytes; empty when the file system does not say
     * @since 0.1.0
     */
    OptionalLong freeDiskSpace();

    /**
     * Returns what the opening of this journal found and did.
     *
     * @return the report; the same object at each call
     * @since 0.1.0
     */
    RecoveryReport recoveryReport();

    /**
     * Returns a stage that reports when this journal fails, as an alternative to polling {@link #stats()}. A journal
     * that has failed accepts no more writes until it is closed and opened again.
     *
     * @return completes normally with the cause when writing has failed. Dependent actions run in the common pool and
     *     need not be short. The stage never completes exceptionally; it does not complete while the journal works or
     *     when it is closed
     * @since 0.1.0
     */
    CompletionStage<Throwable> failed();
}
