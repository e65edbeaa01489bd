package io.ironjournal.sharded;

/**
 * Where an entry of a sharded journal is.
 *
 * @param shard the shard, from 0 on
 * @param id the entry's id in that shard
 */
public record ShardPosition(int shard, long id) {}
