package io.ironjournal.sharded;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A consistent cut through all shards: one position in the commit log. Every entry before the position is included, and
 * no entry after it. For each shard the checkpoint has an offset, which says where replay starts. Immutable.
 *
 * @since 0.1.0
 */
public final class Checkpoint {

    private final byte[] id;
    private final Instant createdAt;
    private final long[] offsets;

    /**
     * Creates the object, for tests and decorators. {@link Checkpoints#createCheckpoint} creates a checkpoint in a
     * journal. The arrays are copied.
     *
     * @param id the checkpoint's id; not null
     * @param createdAt the time of the cut; not null
     * @param offsets for each shard the id of its next entry at the cut; not null
     * @since 0.1.0
     */
    public Checkpoint(byte[] id, Instant createdAt, long[] offsets) {
        this.id = Objects.requireNonNull(id, "id").clone();
        this.createdAt = Objects.requireNonNull(createdAt, "createdAt");
        this.offsets = Objects.requireNonNull(offsets, "offsets").clone();
    }

    /**
     * Returns the id of the checkpoint.
     *
     * @return a copy of the id
     * @since 0.1.0
     */
    public byte[] id() {
        return id.clone();
    }

    /**
     * Returns the time of the cut.
     *
     * @return the time of the machine's clock. If the clock is changed, it may be equal to or earlier than that of an
     *     older checkpoint
     * @since 0.1.0
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * Returns the number of shards.
     *
     * @return the number of shards of the journal
     * @since 0.1.0
     */
    public int shardCount() {
        return offsets.length;
    }

    /**
     * Returns where the replay of a shard starts. Replay the shard even if the offset is 0: a shard that was empty at
     * the cut may have entries now.
     *
     * @param shard the shard, from 0 to {@link #shardCount()} - 1
     * @return the id that the shard's next entry had at the cut
     * @throws IndexOutOfBoundsException when there is no such shard
     * @since 0.1.0
     */
    public long offset(int shard) {
        return offsets[Objects.checkIndex(shard, offsets.length)];
    }

    @Override
    public String toString() {
        return "Checkpoint[id=0x" + HexFormat.of().formatHex(id) + ", createdAt=" + createdAt + ", offsets="
                + Arrays.toString(offsets) + "]";
    }
}
