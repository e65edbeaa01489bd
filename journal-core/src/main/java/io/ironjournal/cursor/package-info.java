/**
 * Durable positions of consumers: the position of each cursor, its claim, and the file. Imports {@code memtable} and
 * the packages below it.
 */
@NullMarked
package io.ironjournal.cursor;

import org.jspecify.annotations.NullMarked;
