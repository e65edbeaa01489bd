/**
 * The port to the commit log: everything that the engine of the journal needs from a log. A {@link
 * io.ironjournal.spi.log.LogProvider} finds and opens a log. The engine appends groups of records to its {@link
 * io.ironjournal.spi.log.CommitLog} and reads them by a {@link io.ironjournal.spi.log.LogReader}. For a log, a record
 * is a small number, its type, and bytes.
 *
 * <p>Only implementations of a log use these types. Applications pass a provider to {@link
 * io.ironjournal.JournalOptionsBuilder#commitLog}, or have the log in files of the journal's directory. A later release
 * may add methods with default implementations.
 */
@NullMarked
package io.ironjournal.spi.log;

import org.jspecify.annotations.NullMarked;
