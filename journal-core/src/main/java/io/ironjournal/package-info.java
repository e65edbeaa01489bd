/**
 * The API of the journal: opening, writing, reading, options, reports and errors. Start with {@link
 * io.ironjournal.Journal}. Nothing returns or accepts null, unless it is marked {@code @Nullable}.
 *
 * <p>Its types use types of {@code io.ironjournal.transaction}, {@code io.ironjournal.spi.log} and, for the list of all
 * exceptions, {@code io.ironjournal.sharded} and {@code io.ironjournal.spi.transaction}. Only the static
 * methods of {@link io.ironjournal.Journal} and {@link io.ironjournal.JournalBackup} call {@code
 * io.ironjournal.internal}.
 */
@NullMarked
package io.ironjournal;

import org.jspecify.annotations.NullMarked;
