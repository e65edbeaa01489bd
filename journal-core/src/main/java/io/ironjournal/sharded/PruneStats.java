package io.ironjournal.sharded;

/**
 * What pruning did.
 *
 * <p>Immutable. A later release may add methods. {@code toString} shows all of it in one line, in the form of a record.
 *
 * @since 0.1.0
 */
public interface PruneStats {

    /**
     * Returns how many shards were pruned.
     *
     * @return shards that lost segments
     * @since 0.1.0
     */
    int shardsPruned();

    /**
     * Returns how many segments were removed.
     *
     * @return segments that were removed, as {@link io.ironjournal.Journal#truncate} counts them
     * @since 0.1.0
     */
    int segmentsDeleted();
}
