package io.ironjournal.sharded;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A cut through all shards at one point of the commit log: every entry before it is in, every entry after it is out. Its
 * offsets say where replaying starts. Immutable.
 *
 * @since 0.1.0
 */
public final class Checkpoint {

    private final byte[] id;
    private final Instant createdAt;
    private final long[] offsets;

    /**
     * Describes a cut.
     *
     * @param id the checkpoint's id
     * @param createdAt when it was made
     * @param offsets the id of the next entry of each shard
     * @since 0.1.0
     */
    public Checkpoint(byte[] id, Instant createdAt, long[] offsets) {
        this.id = Objects.requireNonNull(id, "id").clone();
        this.createdAt = Objects.requireNonNull(createdAt, "createdAt");
        this.offsets = Objects.requireNonNull(offsets, "offsets").clone();
    }

    /**
     * Names the checkpoint.
     *
     * @return a copy of the id that it was created with
     * @since 0.1.0
     */
    public byte[] id() {
        return id.clone();
    }

    /**
     * Tells when it was made.
     *
     * @return the time by the clock of the machine; two checkpoints may have the same, or go back with the clock
     * @since 0.1.0
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * Counts the shards.
     *
     * @return as many as the journal has
     * @since 0.1.0
     */
    public int shardCount() {
        return offsets.length;
    }

    /**
     * Tells where replaying a shard starts, also when that is 0: a shard that was empty at the cut may have entries since.
     *
     * @param shard the shard, from 0 on
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
