/**
 * The sharded journal: entries distributed over a fixed number of shards by key, and checkpoints across all shards.
 * Start with {@link io.ironjournal.sharded.ShardedJournal#open}. Nothing returns or accepts null, unless it is marked
 * {@code @Nullable}. Its types use types of {@code io.ironjournal}. Only {@code ShardedJournal.open} calls {@code
 * io.ironjournal.internal}.
 */
@NullMarked
package io.ironjournal.sharded;

import org.jspecify.annotations.NullMarked;
