/**
 * Readers of entries in memtables and segments. Imports {@code memtable}, {@code segment} and the packages below them.
 */
@NullMarked
package io.ironjournal.read;

import org.jspecify.annotations.NullMarked;
