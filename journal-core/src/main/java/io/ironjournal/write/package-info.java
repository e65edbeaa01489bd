/**
 * Writes to streams that go through the committer: entries with their ids, truncations and deletions. Imports
 * {@code memtable}, {@code log} and the packages below them.
 */
@NullMarked
package io.ironjournal.write;

import org.jspecify.annotations.NullMarked;
