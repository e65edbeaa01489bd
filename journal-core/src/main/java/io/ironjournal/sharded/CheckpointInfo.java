package io.ironjournal.sharded;

import java.time.Instant;
import java.util.HexFormat;

/**
 * A checkpoint in the list of them.
 *
 * @param id its id
 * @param createdAt when it was made, by the clock of the machine
 * @param pruned whether entries behind its cut are gone, so that it cannot be loaded any more
 */
@SuppressWarnings("ArrayRecordComponent") // a result: nobody compares it
public record CheckpointInfo(byte[] id, Instant createdAt, boolean pruned) {

    @Override
    public String toString() {
        return "CheckpointInfo[id=0x" + HexFormat.of().formatHex(id) + ", createdAt=" + createdAt + ", pruned=" + pruned
                + "]";
    }
}
