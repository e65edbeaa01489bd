/**
 * The memtables of streams: committed entries that are not yet in segments, the memory they may use, and the state of
 * each stream in use. Imports {@code segment} and what stands below it.
 */
@NullMarked
package io.ironjournal.memtable;

import org.jspecify.annotations.NullMarked;
