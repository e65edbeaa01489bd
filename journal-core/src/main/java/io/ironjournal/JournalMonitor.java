package io.ironjournal;

import java.util.concurrent.CompletionStage;

/**
 * Shows the state of a journal: the role of {@link Journal} for health checks and metrics. Thread-safe. No method does I/O,
 * and all of them work after {@link Journal#close()} too.
 *
 * @since 0.1.0
 */
public interface JournalMonitor {

    /**
     * Counts what the journal does.
     *
     * @return a snapshot
     * @since 0.1.0
     */
    JournalStats stats();

    /**
     * Tells what opening this journal found and did.
     *
     * @return the report, always the same
     * @since 0.1.0
     */
    RecoveryReport recoveryReport();

    /**
     * Tells when this journal fails, so that nobody has to ask {@link #stats()} again and again. A journal that has failed
     * accepts no write until it is closed and opened again.
     *
     * @return completes with the cause once writing has failed, on a thread that may take its time; never completes while
     *     the journal works, nor because it is closed
     * @since 0.1.0
     */
    CompletionStage<Throwable> failed();
}
