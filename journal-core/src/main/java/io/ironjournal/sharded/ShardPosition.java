package io.ironjournal.sharded;

/**
 * Where an entry of a sharded journal is.
 *
 * @param shard the shard, from 0 on
 * @param id the entry's id in that shard
 * @since 0.1.0
 */
public record ShardPosition(int shard, long id) {}
