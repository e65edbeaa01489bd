/**
 * The sharded journal: entries distributed over a fixed number of shards by key, and checkpoints across all shards.
 * Start with {@link io.ironjournal.sharded.ShardedJournal#open}. Nothing returns or accepts null, unless it is marked
 * {@code @Nullable}.
 */
@NullMarked
package io.ironjournal.sharded;

import org.jspecify.annotations.NullMarked;
