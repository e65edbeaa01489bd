/**
 * The port to the commit log: what the journal's engine needs of a log, and all that it needs. A {@link
 * io.ironjournal.spi.log.LogProvider} finds and opens a log; the engine appends groups of records to its {@link
 * io.ironjournal.spi.log.CommitLog} and reads them again by a {@link io.ironjournal.spi.log.LogReader}. To a log a record
 * is a small number, its type, and bytes.
 *
 * <p>These types are for those who implement a log. Applications do not use them. Types here may get more methods with
 * default implementations.
 */
@NullMarked
package io.ironjournal.spi.log;

import org.jspecify.annotations.NullMarked;
