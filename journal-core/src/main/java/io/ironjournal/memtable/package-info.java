/**
 * The memtables of streams: committed entries that are not yet in segments, their memory, and the state of each stream
 * in use. Imports {@code segment} and the packages below it.
 */
@NullMarked
package io.ironjournal.memtable;

import org.jspecify.annotations.NullMarked;
