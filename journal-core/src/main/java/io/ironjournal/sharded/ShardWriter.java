package io.ironjournal.sharded;

import io.ironjournal.NewEntry;
import java.util.List;

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
     * Begins a local transaction over any shards.
     *
     * @return a writer that buffers entries until its caller commits it; the caller closes it
     * @since 0.1.0
     */
    ShardedTxnWriter writer();
}
