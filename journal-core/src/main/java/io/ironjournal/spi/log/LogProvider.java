package io.ironjournal.spi.log;

import java.io.IOException;
import java.util.Optional;

/**
 * Finds, creates and opens one log. The engine uses an instance for one opening: {@link #find}, then {@link #create} or
 * {@link #open}. Tools use {@link #read} alone.
 *
 * <p>Besides {@link IOException} methods throw exceptions of the journal: {@link io.ironjournal.CorruptionException} for
 * records that are damaged or missing, {@link io.ironjournal.UnsupportedFormatException} for a log of a later release.
 *
 * @since 0.1.0
 */
public interface LogProvider {

    /** Returns how messages name the log: a path or an address. */
    String describe();

    /** Looks which log is there. Changes nothing, and lets other writers go on. */
    Optional<LogIdentity> find(LogContext context) throws IOException;

    /** Creates a log where there is none. */
    OpenedLog create(LogContext context, LogIdentity identity) throws IOException;

    /**
     * Opens the log. Either the open fails because an earlier writer still works, or no group of an earlier writer
     * completes any more. When losses are accepted and the log is missing, it begins again, above all LSNs that were ever
     * used.
     *
     * @param identity to which journal the log belongs
     */
    OpenedLog open(LogContext context, LogIdentity identity) throws IOException;

    /**
     * Reads the log as it is, without opening it: all records from an LSN on that are durable, and perhaps some that are
     * not yet. Changes nothing, and lets writers go on.
     *
     * @param from 0, or an LSN of a record
     */
    LogReader read(long from) throws IOException;
}
