package io.ironjournal.internal;

import io.ironjournal.sharded.CompactionStats;

/** The result of a compaction. */
record CompactionResult(int checkpointsBefore, int checkpointsAfter, long bytesReclaimed) implements CompactionStats {

    @Override
    public String toString() {
        return "CompactionStats[checkpointsBefore=" + checkpointsBefore + ", checkpointsAfter=" + checkpointsAfter
                + ", bytesReclaimed=" + bytesReclaimed + "]";
    }
}
