package io.ironjournal.internal;

import io.ironjournal.JournalIOException;
import io.ironjournal.JournalRetention;
import io.ironjournal.checkpoint.CheckpointTable;
import io.ironjournal.checkpoint.LatestOffsets;
import io.ironjournal.cursor.CursorTable;
import io.ironjournal.flush.StreamReaders;
import io.ironjournal.format.CursorKey;
import io.ironjournal.format.ShardName;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * The positions that keep entries from retention: those of cursors, and for shards the offsets of the newest checkpoint.
 *
 * @param shards the number of shards; 0 for a plain journal
 */
record PositionsInUse(CursorTable cursors, LatestOffsets checkpoints, int shards) implements StreamReaders {

    static PositionsInUse of(CursorTable cursors, CheckpointTable checkpoints, int shards) {
        return new PositionsInUse(cursors, new LatestOffsets(checkpoints), shards);
    }

    @Override
    public OptionalLong slowest(String stream, long generation) {
        OptionalLong cursor = cursors.slowest(stream, generation);
        OptionalLong checkpoint = offset(stream);
        return cursor.isPresent() && checkpoint.isPresent()
                ? OptionalLong.of(Math.min(cursor.getAsLong(), checkpoint.getAsLong()))
                : cursor.isPresent() ? cursor : checkpoint;
    }

    /** The offsets of the newest checkpoint only grow. */
    @Override
    public OptionalLong slowestMoving(String stream, long generation) {
        return cursors.slowest(stream, generation);
    }

    @Override
    public OptionalLong restored(String stream, long generation) {
        CursorKey key = new CursorKey(JournalRetention.RESTORED_CURSOR, stream);
        return cursors.contains(key, generation)
                ? OptionalLong.of(cursors.position(key, generation))
                : OptionalLong.empty();
    }

    private OptionalLong offset(String stream) {
        int shard = shards == 0 ? -1 : ShardName.number(stream);
        try {
            return shard < 0 ? OptionalLong.empty() : checkpoints.of(shard);
        } catch (IOException e) {
            throw new JournalIOException("The newest checkpoint cannot be read: " + e.getMessage(), e);
        }
    }
}
