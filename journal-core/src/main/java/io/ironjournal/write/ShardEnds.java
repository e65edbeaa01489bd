package io.ironjournal.write;

import io.ironjournal.format.ConsistentCut;
import io.ironjournal.memtable.StreamState;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The streams of all shards, kept in memory while a checkpoint is queued. Their next ids are a consistent cut. */
public final class ShardEnds {

    private final StreamState[] shards;
    private final Instant now;

    /** The cut of a checkpoint that is copied from another journal, or null. */
    private final @Nullable ConsistentCut kept;

    ShardEnds(StreamState[] shards, Clock clock) {
        this(shards, clock.instant(), null);
    }

    private ShardEnds(StreamState[] shards, Instant now, @Nullable ConsistentCut kept) {
        this.shards = shards;
        this.now = now;
        this.kept = kept;
    }

    /** Returns the ends of shards at a cut that is known. */
    static ShardEnds at(ConsistentCut kept) {
        return new ShardEnds(new StreamState[kept.offsets().length], kept.at(), kept);
    }

    int count() {
        return shards.length;
    }

    /** Returns the cut at this point of the log. Called by the committer. */
    ConsistentCut cut() {
        if (kept != null) {
            return kept;
        }
        long[] offsets = new long[shards.length];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = shards[i].current().assignedNextId();
        }
        return new ConsistentCut(now, offsets);
    }
}
