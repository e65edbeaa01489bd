package io.ironjournal.sharded;

import io.ironjournal.EntryTooLargeException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.NewEntry;
import io.ironjournal.PositionConflictException;
import io.ironjournal.ProducerConflictException;
import io.ironjournal.TransactionTooLargeException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Buffers entries for any shards and at most one checkpoint, and commits them as one atomic record. The caller commits
 * a local writer. The transaction manager commits a writer that joined a JTA transaction; see {@link
 * io.ironjournal.TxnWriter}. Buffered entries have no ids and cannot be read before the commit. No argument may be
 * null. Not thread-safe.
 *
 * @since 0.1.0
 */
public interface ShardedTxnWriter extends AutoCloseable {

    /**
     * Buffers an entry.
     *
     * @param key selects the shard; it is not stored
     * @param value the entry, may be empty; the bytes are copied
     * @return this writer
     * @throws EntryTooLargeException when the entry is larger than {@link io.ironjournal.JournalOptions#maxEntrySize()}
     * @throws TransactionTooLargeException when the transaction would exceed {@link
     *     io.ironjournal.JournalOptions#maxTransactionSize()}. A joined transaction is then marked rollback-only
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @throws JournalFailedException when the journal has failed
     * @throws IllegalStateException after commit, rollback or close, or outside the transaction that the writer joined
     * @since 0.1.0
     */
    ShardedTxnWriter add(byte[] key, byte[] value);

    /**
     * Buffers an entry with its headers.
     *
     * @param key selects the shard; it is not stored
     * @param entry the entry, whose bytes are copied
     * @return this writer
     * @see #add(byte[], byte[])
     * @since 0.1.0
     */
    ShardedTxnWriter add(byte[] key, NewEntry entry);

    /**
     * Expects that a shard still ends at a position when this transaction commits; see {@link
     * io.ironjournal.TxnWriter#expect}. The position belongs to the shard, not to a key: an entry of any key of that
     * shard makes the commit fail. It suits a single writer of a shard, which must notice that another one has taken over.
     *
     * @param shard the shard, from 0 to {@link ShardedJournal#shardCount()} - 1
     * @param nextId the expected id of the shard's next entry, 0 or more
     * @return this writer
     * @throws IndexOutOfBoundsException when there is no such shard
     * @throws PositionConflictException when this transaction already expects another position of that shard
     * @throws TransactionTooLargeException as {@link #add(byte[], byte[])}
     * @throws IllegalStateException as {@link #add(byte[], byte[])}
     * @since 0.1.0
     */
    ShardedTxnWriter expect(int shard, long nextId);

    /**
     * Moves a producer to a sequence when this transaction commits, unless the sequence is already written; see {@link
     * io.ironjournal.TxnWriter#advance}.
     *
     * @param producer the name of the {@link io.ironjournal.Producer}
     * @param sequence the sequence of the input, 0 or more
     * @return false when the sequence is at or below the last one of the producer; this writer is unchanged
     * @throws ProducerConflictException as {@link io.ironjournal.TxnWriter#advance}
     * @throws IllegalArgumentException when the name or the sequence is invalid
     * @throws TransactionTooLargeException as {@link #add(byte[], byte[])}
     * @throws IllegalStateException as {@link #add(byte[], byte[])}
     * @since 0.1.0
     */
    boolean advance(String producer, long sequence);

    /**
     * Adds a checkpoint to the transaction. The checkpoint exists if and only if the transaction commits. Its cut is
     * directly after the transaction's own entries. A transaction can have one checkpoint.
     *
     * @param checkpointId the id, 1 to 65,535 bytes; a checkpoint with the same id is replaced
     * @return this writer
     * @throws InvalidCheckpointIdException when the id is empty or too long
     * @throws IllegalStateException when the transaction already has a checkpoint, or as {@link #add(byte[], byte[])}
     * @since 0.1.0
     */
    ShardedTxnWriter checkpoint(byte[] checkpointId);

    /**
     * Commits the buffered entries and the checkpoint. Returns when all are forced. In {@link
     * io.ironjournal.SyncMode#ASYNC}, a transaction without a checkpoint returns when the operating system has it. A
     * writer without entries, checkpoint, expected positions and moves of producers commits without I/O. After {@link
     * io.ironjournal.DiskFullException}, {@link io.ironjournal.WriteTimeoutException}, {@link
     * io.ironjournal.TooManyProducersException} and a conflict, nothing was written and the writer is unchanged: it can
     * be committed again or rolled back.
     *
     * @return the positions of the entries, in the order in which they were added
     * @throws PositionConflictException when a shard does not end where this writer {@linkplain #expect expects} it.
     *     Nothing was written. Roll back, because the entries were decided by another position
     * @throws ProducerConflictException as {@link io.ironjournal.TxnWriter#commit}
     * @throws JournalFailedException when the journal has failed. If {@link JournalFailedException#outcomeUnknown()} is
     *     true, the transaction may have been committed. The writer has ended
     * @throws IllegalStateException when the writer was already committed, rolled back or closed, or joined a JTA
     *     transaction
     * @since 0.1.0
     */
    List<ShardPosition> commit();

    /**
     * Returns the outcome of the transaction, whether this writer or a transaction manager decides it.
     *
     * @return completes with the positions of the entries when the transaction is committed, and otherwise
     *     exceptionally, as {@link io.ironjournal.TxnWriter#committed}; on the same threads
     * @since 0.1.0
     */
    CompletionStage<List<ShardPosition>> committed();

    /**
     * Discards the buffered entries and ends the writer.
     *
     * @throws IllegalStateException when the writer was already committed, rolled back or closed, or joined a JTA
     *     transaction
     * @since 0.1.0
     */
    void rollback();

    /** Ends the writer. A local writer that is not committed is rolled back. Can be called again without effect. */
    @Override
    void close();
}
