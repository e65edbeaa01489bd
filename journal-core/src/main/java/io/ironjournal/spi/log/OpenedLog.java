package io.ironjournal.spi.log;

import java.io.Closeable;
import java.io.IOException;

/**
 * A log that is open. Everything that it holds is durable, and no earlier writer can append to it.
 *
 * @since 0.1.0
 */
public interface OpenedLog extends Closeable {

    /** Returns to which journal the log belongs. */
    LogIdentity identity();

    /** Returns a number that is greater than that of each earlier opening of this log. */
    long epoch();

    /** Returns the log. */
    CommitLog log();

    /**
     * Returns the LSN that recovery reads from: the highest that the log was trimmed to, as far as the log knows, else 0.
     * After a loss it is above all LSNs whose records are lost.
     */
    default long begin() {
        return 0;
    }

    /**
     * Reads records that were acknowledged and lost their place in the log, as far as they can be read. What they say may
     * have been done already; the engine finishes deletions of streams. A log may offer none.
     */
    default LogReader lost() {
        return LogReader.empty();
    }

    /** Returns what opening the log did to it. */
    default LogReport report() {
        return LogReport.nothing();
    }

    /** Closes the log. */
    @Override
    default void close() throws IOException {
        log().close();
    }
}
