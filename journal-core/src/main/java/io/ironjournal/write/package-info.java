/**
 * Writes to streams on their way through the committer: entries, the ids they get, truncations and deletions. Imports
 * {@code memtable}, {@code log} and what stands below them.
 */
@NullMarked
package io.ironjournal.write;

import org.jspecify.annotations.NullMarked;
