/**
 * Moves entries from memtables into segments, shortens the log, and removes entries that are not needed any more. Imports
 * {@code write}, {@code log}, {@code segment} and what stands below them.
 */
@NullMarked
package io.ironjournal.flush;

import org.jspecify.annotations.NullMarked;
