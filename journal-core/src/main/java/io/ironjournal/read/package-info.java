/**
 * Readers of entries, wherever these are: in memtables or in segments. Imports {@code memtable}, {@code segment} and what
 * stands below them.
 */
@NullMarked
package io.ironjournal.read;

import org.jspecify.annotations.NullMarked;
