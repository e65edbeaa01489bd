package io.ironjournal.internal;

import io.ironjournal.sharded.PruneStats;

/** The result of pruning. */
record PruneResult(int shardsPruned, int segmentsDeleted) implements PruneStats {

    @Override
    public String toString() {
        return "PruneStats[shardsPruned=" + shardsPruned + ", segmentsDeleted=" + segmentsDeleted + "]";
    }
}
