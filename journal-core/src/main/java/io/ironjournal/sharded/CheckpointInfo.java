package io.ironjournal.sharded;

import java.time.Instant;

/**
 * A checkpoint in the list of them.
 *
 * <p>Immutable. A later release may add methods. {@code toString} shows all of it in one line, in the form of a record.
 *
 * @since 0.1.0
 */
public interface CheckpointInfo {

    /**
     * Returns the id.
     *
     * @return the id that it was created with
     * @since 0.1.0
     */
    byte[] id();

    /**
     * Returns the time of the cut.
     *
     * @return when it was made, by the clock of the machine
     * @since 0.1.0
     */
    Instant createdAt();

    /**
     * Returns whether it was pruned.
     *
     * @return whether entries behind its cut are gone, so that it cannot be loaded any more
     * @since 0.1.0
     */
    boolean pruned();
}
