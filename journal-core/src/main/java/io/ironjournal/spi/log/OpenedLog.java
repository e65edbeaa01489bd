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
     * otherwise 0. After a loss it is above the LSNs of all lost records. On a log with {@linkplain CommitLog#parts parts},
     * it is the highest end of a discarded part. Parts below it may remain.
     *
     * @return the LSN; 0 by default
     * @since 0.1.0
     */
    default long begin() {
        return 0;
    }

    /**
     * Returns the LSN at which the records of an earlier opening end. LSNs of records that were never acknowledged may be
     * used again by a later opening, so an LSN alone does not identify a record.
     *
     * <p>Only a log that {@linkplain LogProvider#survivesDirectory survives the directory} needs it. The engine compares it
     * with the state of files in the directory. If the result is too low, the engine builds these files again.
     *
     * @param epoch the {@link #epoch} of that opening, lower than that of this one
     * @return the LSN; -1 if it is not known
     * @since 0.1.0
     */
    default long endOf(long epoch) {
        return -1;
    }

    /**
     * Returns the LSN that was passed to {@link CommitLog#snapshot} last.
     *
     * @return the LSN; 0 if there was none
     * @since 0.1.0
     */
    default long snapshot() {
        return 0;
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
