/**
 * Streams while the journal is open: what id comes next, the in-memory tails of committed entries, the writes that
 * append to them, readers over both tiers, and the flusher that moves tails into segments. Imports {@code log}, {@code
 * segment} and what stands below them.
 */
@NullMarked
package io.ironjournal.stream;

import org.jspecify.annotations.NullMarked;
