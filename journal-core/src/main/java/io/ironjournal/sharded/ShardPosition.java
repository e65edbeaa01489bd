package io.ironjournal.sharded;

/**
 * The position of an entry in a sharded journal.
 *
 * @param shard the shard, 0 or more
 * @param id the entry's id in that shard
 * @since 0.1.0
 */
public record ShardPosition(int shard, long id) {}
