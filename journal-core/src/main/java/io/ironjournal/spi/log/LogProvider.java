package io.ironjournal.spi.log;

import java.io.IOException;
import java.util.Optional;

/**
 * Finds, creates and opens one log. An opening calls {@link #find}, then {@link #create} or {@link #open}. The journal
 * does not call {@link #read}: it is for programs that look at a log while a journal uses it. A provider in {@link io.ironjournal.JournalOptions} is thread-safe and serves any number of openings.
 *
 * <p>Methods throw {@link IOException} and exceptions of the journal: {@link io.ironjournal.CorruptionException} when
 * records are damaged or missing, {@link io.ironjournal.UnsupportedFormatException} for a log of a later release.
 *
 * @since 0.1.0
 */
public interface LogProvider {

    /**
     * Returns the name of the log in messages: a path or an address.
     *
     * @return a short text without line breaks
     * @since 0.1.0
     */
    String describe();

    /**
     * Returns whether the log exists independently of the journal's directory. Then the directory only holds copies of
     * what is in the log. The engine builds a new directory from the log, and reads only newer records if the directory was
     * used before. It never {@linkplain CommitLog#trim trims} the log, but {@linkplain CommitLog#discard discards} parts.
     *
     * @return true when the log outlives the directory; false by default
     * @since 0.1.0
     */
    default boolean survivesDirectory() {
        return false;
    }

    /**
     * Returns the identity of the existing log; empty if there is no log. Changes nothing. Other writers may go on.
     *
     * @param context what the engine offers to the log
     * @return the identity; empty when there is no log
     * @throws IOException when the log cannot be read
     * @since 0.1.0
     */
    Optional<LogIdentity> find(LogContext context) throws IOException;

    /**
     * Creates a log. There must be none.
     *
     * @param context what the engine offers to the log
     * @param identity the journal to which the log will belong
     * @return the open log; the caller closes it
     * @throws IOException when the log cannot be created, or exists
     * @since 0.1.0
     */
    OpenedLog create(LogContext context, LogIdentity identity) throws IOException;

    /**
     * Opens the log. If an earlier writer still works, then either opening fails, or no group of that writer completes
     * any more. If losses are accepted and the log is missing, a new log begins above all LSNs that were ever used.
     *
     * @param context what the engine offers to the log
     * @param identity the journal to which the log belongs
     * @return the open log; the caller closes it
     * @throws IOException when the log cannot be opened
     * @since 0.1.0
     */
    OpenedLog open(LogContext context, LogIdentity identity) throws IOException;

    /**
     * Reads the log without opening it: all durable records from an LSN on, and perhaps some that are not durable yet.
     * Changes nothing. Other writers may go on.
     *
     * @param from 0, or an LSN of a record
     * @return a reader; the caller closes it
     * @throws IOException when the log cannot be read
     * @since 0.1.0
     */
    LogReader read(long from) throws IOException;
}
