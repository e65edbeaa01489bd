package io.ironjournal.sharded;

/**
 * What pruning did.
 *
 * @param shardsPruned shards that lost segments
 * @param segmentsDeleted segments that were deleted, each one file
 */
public record PruneStats(int shardsPruned, int segmentsDeleted) {}
