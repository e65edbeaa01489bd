package io.ironjournal.internal;

import io.ironjournal.sharded.PruneStats;

/** What pruning did. */
record PruneResult(int shardsPruned, int segmentsDeleted) implements PruneStats {

    @Override
    public String toString() {
        return "PruneStats[shardsPruned=" + shardsPruned + ", segmentsDeleted=" + segmentsDeleted + "]";
    }
}
