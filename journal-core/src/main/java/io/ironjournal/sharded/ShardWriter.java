package io.ironjournal.sharded;

import java.util.List;

/**
 * Writes entries by key: the role of {@link ShardedJournal} for code that only produces entries. Thread-safe. What a call
 * waits for is said by {@link io.ironjournal.SyncMode}, and its errors are those of {@link io.ironjournal.JournalWriter}.
 *
 * @since 0.1.0
 */
public interface ShardWriter {

    /**
     * Appends one entry.
     *
     * @param key says which shard it goes to; not stored
     * @param value the entry, possibly empty
     * @return where it is
     * @since 0.1.0
     */
    ShardPosition append(byte[] key, byte[] value);

    /**
     * Appends several entries as one atomic record: after any crash all of them are there, or none, in whatever shards.
     *
     * @param entries the entries with their keys
     * @return where each is, in the same order
     * @since 0.1.0
     */
    List<ShardPosition> appendBatch(List<KeyedEntry> entries);

    /**
     * Appends several entries of one key, atomically.
     *
     * @param key says which shard they go to; not stored
     * @param values the entries
     * @return where each is, in the same order
     * @since 0.1.0
     */
    List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values);

    /**
     * Begins a transaction over any shards.
     *
     * @return a writer to be committed by its user
     * @since 0.1.0
     */
    ShardedTxnWriter writer();
}
