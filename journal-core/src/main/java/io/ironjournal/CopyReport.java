package io.ironjournal;

/**
 * What {@link Journal#copy} has copied. Immutable. Later releases may add methods; do not implement this interface.
 *
 * @since 0.1.0
 */
public interface CopyReport {

    /**
     * Returns the number of streams. The shards of a sharded journal are streams, too, if they have entries.
     *
     * @return the number
     * @since 0.1.0
     */
    long streams();

    /**
     * Returns the number of entries of all streams.
     *
     * @return the number
     * @since 0.1.0
     */
    long entries();

    /**
     * Returns the number of cursors.
     *
     * @return the number
     * @since 0.1.0
     */
    long cursors();

    /**
     * Returns the number of producers.
     *
     * @return the number
     * @since 0.1.0
     */
    long producers();

    /**
     * Returns the number of checkpoints, including those whose entries are partly truncated.
     *
     * @return the number
     * @since 0.1.0
     */
    long checkpoints();
}
