package io.ironjournal.internal;

import io.ironjournal.sharded.CheckpointInfo;
import java.time.Instant;
import java.util.HexFormat;

/** A checkpoint in the list of checkpoints. */
@SuppressWarnings("ArrayRecordComponent") // a result that is never compared
record ListedCheckpoint(byte[] id, Instant createdAt, boolean pruned) implements CheckpointInfo {

    @Override
    public String toString() {
        return "CheckpointInfo[id=0x" + HexFormat.of().formatHex(id) + ", createdAt=" + createdAt + ", pruned=" + pruned
                + "]";
    }
}
