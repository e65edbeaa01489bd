package io.ironjournal.sharded;

import java.time.Instant;

/**
 * An element of the list of checkpoints.
 *
 * <p>Immutable. A later release may add methods. {@code toString} shows all values in one line, like a record.
 *
 * @since 0.1.0
 */
public interface CheckpointInfo {

    /**
     * Returns the id of the checkpoint.
     *
     * @return a copy of the id
     * @since 0.1.0
     */
    byte[] id();

    /**
     * Returns the time of the cut.
     *
     * @return the time of the machine's clock
     * @since 0.1.0
     */
    Instant createdAt();

    /**
     * Returns whether entries after the cut are pruned. Such a checkpoint cannot be loaded.
     *
     * @return true when the checkpoint cannot be loaded
     * @since 0.1.0
     */
    boolean pruned();
}
