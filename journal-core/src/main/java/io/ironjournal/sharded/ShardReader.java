package io.ironjournal.sharded;

import io.ironjournal.BeyondEndException;
import io.ironjournal.EntryIterator;
import io.ironjournal.TruncatedException;

/**
 * Reads the shards of a sharded journal and tells where keys go: the role of {@link ShardedJournal} for code that changes
 * nothing. Thread-safe.
 *
 * @since 0.1.0
 */
public interface ShardReader {

    /**
     * Reads a shard, up to what is committed now.
     *
     * @param shard the shard, from 0 on
     * @param fromId where to begin, such as a checkpoint's offset
     * @return the entries; to be closed
     * @throws TruncatedException when entries from there on were pruned
     * @throws BeyondEndException when the shard ends before
     * @throws IndexOutOfBoundsException when there is no such shard
     * @since 0.1.0
     */
    EntryIterator iterateShard(int shard, long fromId);

    /**
     * Counts the shards.
     *
     * @return as many as the journal was created with
     * @since 0.1.0
     */
    int shardCount();

    /**
     * Tells where a key is routed to.
     *
     * @param key the key, of any length
     * @return its shard: XXH64 of the key with seed 0, unsigned, modulo {@link #shardCount()}
     * @since 0.1.0
     */
    int shardOf(byte[] key);

    /**
     * Names the stream beneath a shard. It can be read, followed and truncated through {@link ShardedJournal#journal()};
     * writing to it or deleting it that way is refused.
     *
     * @param shard the shard, from 0 on
     * @return a reserved name
     * @throws IndexOutOfBoundsException when there is no such shard
     * @since 0.1.0
     */
    String streamOf(int shard);
}
