package io.ironjournal.sharded;

import io.ironjournal.BeyondEndException;
import io.ironjournal.EntryIterator;
import io.ironjournal.StreamsIterator;
import io.ironjournal.TruncatedException;
import java.time.Instant;
import java.util.function.IntToLongFunction;

/**
 * Reads the shards of a sharded journal and maps keys to shards: the role of {@link ShardedJournal} for code that does
 * not write. Thread-safe.
 *
 * @since 0.1.0
 */
public interface ShardReader {

    /**
     * Returns an iterator over the entries of a shard that are committed now. {@link EntryIterator} lists the errors of
     * reading.
     *
     * @param shard the shard, from 0 to {@link #shardCount()} - 1
     * @param fromId the first id to read, such as {@link Checkpoint#offset} of a checkpoint
     * @return an iterator for use by one thread; the caller closes it
     * @throws TruncatedException when {@code fromId} is below the id of the shard's first entry, because entries were
     *     pruned or truncated
     * @throws BeyondEndException when {@code fromId} is above the id of the shard's next entry
     * @throws IndexOutOfBoundsException when there is no such shard
     * @throws IllegalArgumentException when {@code fromId} is negative
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    EntryIterator iterateShard(int shard, long fromId);

    /**
     * Returns an iterator over the entries of a shard that are committed now, from the first one with a time at or after
     * the given one. {@link EntryIterator} lists the errors of reading.
     *
     * @param shard the shard, from 0 to {@link #shardCount()} - 1
     * @param from the earliest time of an entry to read, see {@link io.ironjournal.Entry#time()}
     * @return an iterator for use by one thread; the caller closes it
     * @throws io.ironjournal.CorruptionException when stored bytes that the search needs are damaged
     * @throws IndexOutOfBoundsException when there is no such shard
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    EntryIterator iterateShard(int shard, Instant from);

    /**
     * Returns the id of the first entry of a shard with a time at or after the given one, as {@link
     * io.ironjournal.JournalReader#firstIdAt} does for a stream.
     *
     * @param shard the shard, from 0 to {@link #shardCount()} - 1
     * @param time the earliest time, see {@link io.ironjournal.Entry#time()}
     * @return the id; that of the shard's next entry when all entries are earlier
     * @throws io.ironjournal.CorruptionException when stored bytes that the search needs are damaged
     * @throws IndexOutOfBoundsException when there is no such shard
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    long firstIdAt(int shard, Instant time);

    /**
     * Returns an iterator over the committed entries of a shard below an id, from the newest to the oldest. {@link
     * EntryIterator} lists the errors of reading.
     *
     * @param shard the shard, from 0 to {@link #shardCount()} - 1
     * @param endId the id of the first entry to return, plus one
     * @return an iterator for use by one thread; the caller closes it. It ends at the entry that is the oldest now
     * @throws TruncatedException when {@code endId} is below the id of the shard's first entry, because entries were
     *     pruned or truncated
     * @throws BeyondEndException when {@code endId} is above the id of the shard's next entry
     * @throws IndexOutOfBoundsException when there is no such shard
     * @throws IllegalArgumentException when {@code endId} is negative
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    EntryIterator iterateShardBackwards(int shard, long endId);

    /**
     * Returns an iterator that waits for new entries of all shards. {@link #streamOf} returns the stream of each shard.
     *
     * @param fromId returns the first id to read of each shard, such as {@link Checkpoint#offset} of a checkpoint
     * @return an iterator; the caller closes it
     * @throws TruncatedException when a first id is below the id of the shard's first entry
     * @throws BeyondEndException when a first id is above the id of the shard's next entry
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    StreamsIterator followShards(IntToLongFunction fromId);

    /**
     * Returns the number of shards.
     *
     * @return the number that the journal was created with
     * @since 0.1.0
     */
    int shardCount();

    /**
     * Returns the shard of a key. Does no I/O.
     *
     * @param key the key, of any length; not null
     * @return the shard: XXH64 of the key with seed 0, as an unsigned number, modulo {@link #shardCount()}
     * @since 0.1.0
     */
    int shardOf(byte[] key);

    /**
     * Returns the name of the stream that stores a shard. Use it to read, follow or truncate the stream through {@link
     * ShardedJournal#journal()}. Writing to it or deleting it by that name throws {@link
     * io.ironjournal.InvalidStreamNameException}.
     *
     * @param shard the shard, from 0 to {@link #shardCount()} - 1
     * @return the stream's name, which is reserved
     * @throws IndexOutOfBoundsException when there is no such shard
     * @since 0.1.0
     */
    String streamOf(int shard);
}
