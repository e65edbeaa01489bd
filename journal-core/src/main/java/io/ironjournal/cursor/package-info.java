/**
 * Durable positions of consumers: where each cursor stands, who is moving it, and the file that keeps it. Imports
 * {@code memtable} and what stands below it.
 */
@NullMarked
package io.ironjournal.cursor;

import org.jspecify.annotations.NullMarked;
