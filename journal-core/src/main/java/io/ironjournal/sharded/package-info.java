/**
 * The sharded journal: keys routed over a fixed number of streams, and checkpoints that cut through all of them. Imports
 * {@code io.ironjournal} only; {@link io.ironjournal.sharded.ShardedJournal#open} is the one way in.
 */
@NullMarked
package io.ironjournal.sharded;

import org.jspecify.annotations.NullMarked;
