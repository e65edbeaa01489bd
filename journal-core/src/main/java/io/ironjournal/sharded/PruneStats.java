package io.ironjournal.sharded;

/**
 * The result of {@link Checkpoints#pruneBeforeCheckpoint}.
 *
 * <p>Immutable. A later release may add methods. {@code toString} shows all values in one line, like a record.
 *
 * @since 0.1.0
 */
public interface PruneStats {

    /**
     * Returns the number of shards from which segments were removed.
     *
     * @return the number of shards
     * @since 0.1.0
     */
    int shardsPruned();

    /**
     * Returns the number of removed segments, counted as {@link io.ironjournal.Journal#truncate} counts them.
     *
     * @return the number of segments
     * @since 0.1.0
     */
    int segmentsDeleted();
}
