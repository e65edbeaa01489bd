/**
 * Moves entries from memtables into segments, trims the log, and removes entries that are no longer needed. Imports
 * {@code write}, {@code log}, {@code segment} and the packages below them.
 */
@NullMarked
package io.ironjournal.flush;

import org.jspecify.annotations.NullMarked;
