package io.ironjournal.spi.log;

import java.io.Closeable;
import java.io.IOException;

/**
 * An open log. All its records are durable, and no earlier writer can append to it.
 *
 * @since 0.1.0
 */
public interface OpenedLog extends Closeable {

    /**
     * Returns the identity of the journal to which the log belongs.
     *
     * @return the identity
     * @since 0.1.0
     */
    LogIdentity identity();

    /**
     * Returns a number that is greater than that of every earlier opening of this log.
     *
     * @return the number
     * @since 0.1.0
     */
    long epoch();

    /**
     * Returns the log, to append to it and to read it.
     *
     * @return the log; {@link #close} closes it too
     * @since 0.1.0
     */
    CommitLog log();

    /**
     * Returns the LSN from which recovery reads: the highest LSN to which the log was trimmed, as far as the log knows,
     * otherwise 0. After a loss it is above the LSNs of all lost records.
     *
     * @return the LSN; 0 by default
     * @since 0.1.0
     */
    default long begin() {
        return 0;
    }

    /**
     * Returns a reader for acknowledged records that are no longer part of the log, as far as they can be read. Their
     * effects may already be complete. The engine uses them to complete deletions of streams. A log may return an empty
     * reader.
     *
     * @return a reader; the caller closes it. By default it is empty
     * @since 0.1.0
     */
    default LogReader lost() {
        return LogReader.empty();
    }

    /**
     * Returns what opening the log found and did.
     *
     * @return the report; by default it is empty
     * @since 0.1.0
     */
    default LogReport report() {
        return LogReport.nothing();
    }

    /** Closes the log. */
    @Override
    default void close() throws IOException {
        log().close();
    }
}
