/**
 * The port to the commit log: everything that the engine of the journal needs from a log. A {@link
 * io.ironjournal.spi.log.LogProvider} finds and opens a log. The engine appends groups of records to its {@link
 * io.ironjournal.spi.log.CommitLog} and reads them by a {@link io.ironjournal.spi.log.LogReader}. For a log, a record
 * is a small number, its type, and bytes.
 *
 * <p>Only implementations of a log use these types; applications do not. This release has one implementation, in files
 * of the journal's directory, and no public way to choose another one. A later release may add methods with default
 * implementations.
 */
@NullMarked
package io.ironjournal.spi.log;

import org.jspecify.annotations.NullMarked;
