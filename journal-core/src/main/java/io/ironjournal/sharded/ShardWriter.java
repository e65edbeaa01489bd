package io.ironjournal.sharded;

import io.ironjournal.Entry;
import io.ironjournal.NewEntry;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Writes entries by key: the role of {@link ShardedJournal} for code that only appends. Thread-safe. {@link
 * io.ironjournal.SyncMode} says what a call waits for. The errors are those of {@link io.ironjournal.JournalWriter}. No
 * argument may be null.
 *
 * @since 0.1.0
 */
public interface ShardWriter {

    /**
     * Appends one entry.
     *
     * @param key selects the shard; it is not stored
     * @param value the entry, may be empty; the bytes are copied
     * @return the position of the entry
     * @since 0.1.0
     */
    ShardPosition append(byte[] key, byte[] value);

    /**
     * Appends one entry with its headers.
     *
     * @param key selects the shard; it is not stored
     * @param entry the entry, whose bytes are copied
     * @return the position of the entry
     * @since 0.1.0
     */
    ShardPosition append(byte[] key, NewEntry entry);

    /**
     * Appends one entry if its shard still ends where the caller expects it. Otherwise nothing is written. The position
     * belongs to the shard, not to the key, as in {@link ShardedTxnWriter#expect}. The entry is forced as a batch is, also
     * in {@link io.ironjournal.SyncMode#BATCH_ONLY}.
     *
     * @param key selects the shard; it is not stored
     * @param value the entry, may be empty; the bytes are copied
     * @param expectedNextId the expected id of the shard's next entry, 0 or more
     * @return the position of the entry, whose id is {@code expectedNextId}
     * @throws io.ironjournal.PositionConflictException when the shard ends elsewhere; nothing was written
     * @throws io.ironjournal.WriteTimeoutException as {@link io.ironjournal.JournalWriter#append(String, byte[])}
     * @since 0.1.0
     */
    ShardPosition append(byte[] key, byte[] value, long expectedNextId);

    /**
     * Appends one entry without waiting for the device; see {@link io.ironjournal.JournalWriter#appendAsync(String,
     * byte[])}.
     *
     * @param key selects the shard; it is not stored
     * @param value the entry, may be empty; the bytes are copied before this returns
     * @return completes with the position of the entry at the moment at which {@link #append(byte[], byte[])} would return
     *     it, or exceptionally with the error that {@code append} would throw. To cancel or complete it has no effect on
     *     the append
     * @since 0.1.0
     */
    CompletionStage<ShardPosition> appendAsync(byte[] key, byte[] value);

    /**
     * Appends one entry with its headers without waiting for the device. Otherwise works as {@link #appendAsync(byte[],
     * byte[])}.
     *
     * @param key selects the shard; it is not stored
     * @param entry the entry; the bytes are copied before this returns
     * @return as {@link #appendAsync(byte[], byte[])}
     * @see #appendAsync(byte[], byte[])
     * @since 0.1.0
     */
    CompletionStage<ShardPosition> appendAsync(byte[] key, NewEntry entry);

    /**
     * Appends several entries to any shards atomically: after a crash either all of them are there or none.
     *
     * @param entries the entries with their keys; an empty list does no I/O
     * @return the positions of the entries, in the same order
     * @since 0.1.0
     */
    List<ShardPosition> appendBatch(List<KeyedEntry> entries);

    /**
     * Appends several entries of one key atomically. They get consecutive ids in one shard. For entries with headers, use
     * {@link #appendBatch} with the same key in each {@link KeyedEntry}.
     *
     * @param key selects the shard; it is not stored
     * @param values the entries; an empty list does no I/O
     * @return the positions of the entries, in the same order
     * @since 0.1.0
     */
    List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values);

    /**
     * Appends several entries of one key atomically if their shard still ends where the caller expects it. Otherwise nothing
     * is written. The position belongs to the shard, not to the key, as in {@link ShardedTxnWriter#expect}.
     *
     * @param key selects the shard; it is not stored
     * @param values the entries; for an empty list only the expected position is checked
     * @param expectedNextId the expected id of the shard's next entry, 0 or more
     * @return the positions of the entries, in the same order; the first id is {@code expectedNextId}
     * @throws io.ironjournal.PositionConflictException when the shard ends elsewhere; nothing was written
     * @throws io.ironjournal.WriteTimeoutException as {@link io.ironjournal.JournalWriter#append(String, byte[])}
     * @since 0.1.0
     */
    List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values, long expectedNextId);

    /**
     * Imports entries of another journal into a shard that has no entry yet. The entries keep their times, headers and
     * order. See {@link io.ironjournal.JournalWriter#importEntries}. If an import fails, create the journal again, because
     * a shard cannot be deleted.
     *
     * @param shard the shard, from 0 to {@link ShardedJournal#shardCount()} - 1. All entries must have keys that belong to
     *     this shard in this journal, which is not checked. So they are those of the shard with the same number of a journal
     *     with as many shards, or were selected by {@link ShardReader#shardOf}
     * @param entries the entries, in the order of their times
     * @return the number of imported entries
     * @throws IndexOutOfBoundsException when there is no such shard
     * @throws io.ironjournal.PositionConflictException when the shard already has had an entry
     * @throws IllegalArgumentException when the time of an entry is before that of the entry before it
     * @since 0.1.0
     */
    long importShard(int shard, Iterator<Entry> entries);

    /**
     * Begins a local transaction over any shards.
     *
     * @return a writer that buffers entries until its caller commits it; the caller closes it
     * @since 0.1.0
     */
    ShardedTxnWriter writer();
}
