package io.ironjournal.sharded;

/**
 * What pruning did.
 *
 * @param shardsPruned shards that lost segments
 * @param segmentsDeleted segments that were removed, as {@link io.ironjournal.Journal#truncate} counts them
 */
public record PruneStats(int shardsPruned, int segmentsDeleted) {}
