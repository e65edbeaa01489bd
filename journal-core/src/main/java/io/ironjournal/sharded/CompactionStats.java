package io.ironjournal.sharded;

/**
 * What compacting the checkpoints did.
 *
 * <p>Immutable. A later release may add methods. {@code toString} shows all of it in one line, in the form of a record.
 *
 * @since 0.1.0
 */
public interface CompactionStats {

    /**
     * Returns the number of checkpoints before.
     *
     * @return how many there were
     * @since 0.1.0
     */
    int checkpointsBefore();

    /**
     * Returns the number of checkpoints afterwards.
     *
     * @return how many there were afterwards, with those that were created meanwhile
     * @since 0.1.0
     */
    int checkpointsAfter();

    /**
     * Returns the space that was freed.
     *
     * @return by how many bytes {@code checkpoints.log} became smaller, including the records of checkpoints that were in the commit log only and would have been written to it with the next flush
     * @since 0.1.0
     */
    long bytesReclaimed();
}
