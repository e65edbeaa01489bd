package io.ironjournal.checkpoint;

import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The offsets of the checkpoint with the newest cut. They are loaded once for each checkpoint, not for each shard. Thread-safe. */
public final class LatestOffsets {

    private record Loaded(CheckpointEntry entry, long[] offsets) {}

    private final CheckpointTable table;
    private volatile @Nullable Loaded loaded;

    /** Creates an object that has loaded nothing. */
    public LatestOffsets(CheckpointTable table) {
        this.table = table;
    }

    /** Returns the offset of a shard; empty if there is no checkpoint. */
    public OptionalLong of(int shard) throws IOException {
        // The entry is in memory. Its offsets are in the file.
        CheckpointEntry newest = table.newest();
        Loaded last = loaded;
        if (newest == null) {
            return OptionalLong.empty();
        }
        if (last == null || last.entry != newest) {
            LoadedCheckpoint latest = table.latest().orElse(null);
            if (latest == null) {
                return OptionalLong.empty();
            }
            // If this is a newer checkpoint, the next call finds that, and loads it again.
            last = new Loaded(newest, latest.offsets());
            loaded = last;
        }
        return shard < last.offsets.length ? OptionalLong.of(last.offsets[shard]) : OptionalLong.empty();
    }
}
