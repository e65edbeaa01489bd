package io.ironjournal.write;

import io.ironjournal.format.ConsistentCut;
import io.ironjournal.memtable.StreamState;
import java.time.Clock;
import java.time.Instant;

/** The streams of all shards, kept in memory while a checkpoint is queued. Their next ids are a consistent cut. */
public final class ShardEnds {

    private final StreamState[] shards;
    private final Instant now;

    ShardEnds(StreamState[] shards, Clock clock) {
        this.shards = shards;
        this.now = clock.instant();
    }

    int count() {
        return shards.length;
    }

    /** Returns the cut at this point of the log. Called by the committer. */
    ConsistentCut cut() {
        long[] offsets = new long[shards.length];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = shards[i].current().assignedNextId();
        }
        return new ConsistentCut(now, offsets);
    }
}
