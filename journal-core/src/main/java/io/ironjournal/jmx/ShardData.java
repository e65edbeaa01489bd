package io.ironjournal.jmx;

/**
 * A shard of a sharded journal.
 *
 * @since 0.1.0
 */
public interface ShardData {

    /**
     * Returns the number of the shard.
     *
     * @return the number, from 0
     * @since 0.1.0
     */
    int getNumber();

    /**
     * Returns the stream that holds the shard's entries.
     *
     * @return the name
     * @since 0.1.0
     */
    String getStream();

    /**
     * Returns the id of the first entry that is not truncated.
     *
     * @return the id
     * @since 0.1.0
     */
    long getFirstId();

    /**
     * Returns the id of the next entry.
     *
     * @return the id
     * @since 0.1.0
     */
    long getNextId();
}
