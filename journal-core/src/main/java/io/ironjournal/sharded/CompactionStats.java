package io.ironjournal.sharded;

/**
 * The result of {@link Checkpoints#compactCheckpoints}.
 *
 * <p>Immutable. A later release may add methods. {@code toString} shows all values in one line, like a record.
 *
 * @since 0.1.0
 */
public interface CompactionStats {

    /**
     * Returns the number of checkpoints before the compaction.
     *
     * @return the number of checkpoints
     * @since 0.1.0
     */
    int checkpointsBefore();

    /**
     * Returns the number of checkpoints after the compaction, including those that were created meanwhile.
     *
     * @return the number of checkpoints
     * @since 0.1.0
     */
    int checkpointsAfter();

    /**
     * Returns by how much {@code checkpoints.log} became smaller. This includes checkpoints that were in the commit log
     * only, and that the next flush would have written to the file.
     *
     * @return the size in bytes
     * @since 0.1.0
     */
    long bytesReclaimed();
}
