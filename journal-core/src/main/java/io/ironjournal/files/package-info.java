/**
 * Reads the files of a journal without opening it. {@link io.ironjournal.files.JournalFiles#openReadOnly} takes no lock and
 * writes nothing. It works beside a running journal, on read-only media, and on damaged directories.
 *
 * <p>The types are reports: the engine implements them, and a later release may add methods.
 */
@NullMarked
package io.ironjournal.files;

import org.jspecify.annotations.NullMarked;
