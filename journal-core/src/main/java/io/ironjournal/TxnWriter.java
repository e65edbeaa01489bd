package io.ironjournal;

import java.util.concurrent.CompletionStage;

/**
 * Buffers entries in memory and commits them as one atomic batch: after any crash either all of them are there, in the
 * order in which they were added, or none. What a commit waits for is said by the {@link SyncMode}.
 *
 * <p>A <em>local</em> writer is committed by its user, with {@link #commit()}. A writer that <em>joined</em> a JTA
 * transaction is committed by the transaction manager: {@code commit} and {@code rollback} on it throw
 * {@link IllegalStateException}, as on a managed JDBC connection, and {@code close} only ends the handle while its
 * entries stay with the transaction. A joined transaction that a refused entry should have been part of is marked
 * rollback-only, whatever the reason of the refusal: it must not commit the other entries without it. A local writer keeps
 * what it has buffered. Not thread-safe.
 *
 * @since 0.1.0
 */
public interface TxnWriter extends AutoCloseable {

    /**
     * Buffers an entry for the writer's own stream. The bytes are copied.
     *
     * @param entry the entry, possibly empty
     * @return this writer
     * @throws EntryTooLargeException when the entry is above {@link JournalOptions#maxEntrySize()}
     * @throws TransactionTooLargeException when the transaction would exceed {@link JournalOptions#maxTransactionSize()}
     * @throws JournalClosedException when the journal is closed
     * @throws JournalFailedException when the journal failed earlier
     * @throws IllegalStateException after commit, rollback or close, or outside the transaction that it joined
     * @since 0.1.0
     */
    TxnWriter add(byte[] entry);

    /**
     * Buffers an entry for any stream; it commits atomically with the others.
     *
     * @param stream the stream's name
     * @param entry the entry, possibly empty
     * @return this writer
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws EntryTooLargeException as {@link #add(byte[])}
     * @throws TransactionTooLargeException as {@link #add(byte[])}
     * @throws JournalClosedException as {@link #add(byte[])}
     * @throws JournalFailedException as {@link #add(byte[])}
     * @throws IllegalStateException as {@link #add(byte[])}
     * @since 0.1.0
     */
    TxnWriter add(String stream, byte[] entry);

    /**
     * Commits: returns once the whole batch is forced to the device; in {@link SyncMode#ASYNC} once it is handed to the
     * operating system. A writer without entries commits without I/O. After {@link DiskFullException} and {@link
     * WriteTimeoutException} nothing was written and the writer is as before: it may be committed again or rolled back.
     *
     * @return the ids given in the writer's own stream; empty when it got no entry
     * @throws DiskFullException when there is no space
     * @throws WriteTimeoutException when memory or room in the log was waited for too long
     * @throws JournalFailedException when writing or forcing failed and the outcome may be unknown
     * @throws IllegalStateException when already committed, rolled back or closed, or when joined
     * @since 0.1.0
     */
    IdRange commit();

    /**
     * Tells the outcome, also when a transaction manager decides it; that one is forced in every mode.
     *
     * @return completes with the ids given in the writer's own stream once committed, exceptionally after a rollback or,
     *     with its error, when the journal failed
     * @since 0.1.0
     */
    CompletionStage<IdRange> committed();

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
