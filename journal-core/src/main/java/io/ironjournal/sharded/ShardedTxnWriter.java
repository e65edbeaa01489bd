package io.ironjournal.sharded;

import io.ironjournal.EntryTooLargeException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.TransactionTooLargeException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Buffers entries for any shards, and perhaps a checkpoint, and commits them as one atomic record. As with {@link
 * io.ironjournal.TxnWriter}, a local one is committed by its user, and one that joined a JTA transaction by the
 * transaction manager. Not thread-safe.
 *
 * @since 0.1.0
 */
public interface ShardedTxnWriter extends AutoCloseable {

    /**
     * Buffers an entry. The bytes are copied.
     *
     * @param key says which shard it goes to; not stored
     * @param value the entry, possibly empty
     * @return this writer
     * @throws EntryTooLargeException when the entry is too large for this journal
     * @throws TransactionTooLargeException when the transaction would be; a joined one is then marked rollback-only
     * @throws IllegalStateException after commit, rollback or close, or outside the transaction that it joined
     * @since 0.1.0
     */
    ShardedTxnWriter add(byte[] key, byte[] value);

    /**
     * Makes a checkpoint part of the transaction: it exists if and only if the transaction committed, at the cut right
     * after the transaction's own entries. A transaction makes one at most.
     *
     * @param checkpointId 1 to 65,535 bytes; a checkpoint that has it already is replaced
     * @return this writer
     * @throws InvalidCheckpointIdException when the id is empty or too long
     * @throws IllegalStateException when the transaction makes one already, or as {@link #add}
     * @since 0.1.0
     */
    ShardedTxnWriter checkpoint(byte[] checkpointId);

    /**
     * Commits: returns once everything is forced; in {@link io.ironjournal.SyncMode#ASYNC}, without a checkpoint, once it is
     * handed to the operating system. A writer without anything commits without I/O.
     *
     * @return where the entries are, in the order in which they were added
     * @throws JournalFailedException when writing or forcing failed and the outcome may be unknown
     * @throws IllegalStateException when already committed, rolled back or closed, or when joined
     * @since 0.1.0
     */
    List<ShardPosition> commit();

    /**
     * Tells the outcome, also when a transaction manager decides it.
     *
     * @return completes with what {@link #commit} returns, exceptionally after a rollback or a failure
     * @since 0.1.0
     */
    CompletionStage<List<ShardPosition>> committed();

    /**
     * Drops what was buffered.
     *
     * @throws IllegalStateException when already committed, rolled back or closed, or when joined
     * @since 0.1.0
     */
    void rollback();

    /** Ends the writer. A local one rolls back what was not committed. Idempotent. */
    @Override
    void close();
}
