package io.ironjournal;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * Buffers entries in memory and commits them as one atomic batch. After a crash either all of them are there, in the
 * order in which they were added, or none. The {@link SyncMode} says what a commit waits for.
 *
 * <p>The caller commits a <em>local</em> writer by {@link #commit()}. If adding an entry fails, the writer keeps the
 * entries that it already buffers. Local writers are memory only: after the journal is closed, their entries cannot be
 * committed.
 *
 * <p>The transaction manager commits a writer that <em>joined</em> a JTA transaction. As on a managed JDBC connection,
 * {@code commit} and {@code rollback} throw {@link IllegalStateException}. {@code close} ends only this handle; its
 * entries stay in the transaction. If adding an entry fails, also because of a null argument, the transaction is marked
 * rollback-only, because it must not commit the other entries without that one. Calls on a
 * closed handle, and calls outside the transaction that the writer joined, only throw {@link IllegalStateException}: they
 * do not mark the transaction.
 *
 * <p>Buffered entries have no ids and cannot be read before the commit. No argument may be null ({@link
 * NullPointerException}). Not thread-safe.
 *
 * @since 0.1.0
 */
public interface TxnWriter extends AutoCloseable {

    /**
     * Buffers an entry for the writer's default stream.
     *
     * @param entry the entry, may be empty; the bytes are copied
     * @return this writer
     * @throws EntryTooLargeException when the entry is larger than {@link JournalOptions#maxEntrySize()}
     * @throws TransactionTooLargeException when the transaction would exceed {@link
     *     JournalOptions#maxTransactionSize()}. A transaction with one entry has no such limit for that entry
     * @throws JournalClosedException when the journal is closed
     * @throws JournalFailedException when the journal has failed
     * @throws IntegrationException when the writer joins JTA transactions and cannot join this one, for example because
     *     the journal failed before; then that failure is the cause
     * @throws IllegalStateException after commit, rollback or close, or outside the transaction that the writer joined
     * @since 0.1.0
     */
    TxnWriter add(byte[] entry);

    /**
     * Buffers an entry for any stream. It is committed atomically with the others.
     *
     * @param stream the stream's name
     * @param entry the entry, may be empty; the bytes are copied
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
     * Buffers an entry with its headers for the writer's default stream.
     *
     * @param entry the entry, whose bytes are copied
     * @return this writer
     * @see #add(byte[])
     * @since 0.1.0
     */
    TxnWriter add(NewEntry entry);

    /**
     * Buffers an entry with its headers for any stream. It is committed atomically with the others.
     *
     * @param stream the stream's name
     * @param entry the entry, whose bytes are copied
     * @return this writer
     * @throws InvalidStreamNameException when no stream can have that name
     * @see #add(byte[])
     * @since 0.1.0
     */
    TxnWriter add(String stream, NewEntry entry);

    /**
     * Buffers an entry for the writer's default stream: the bytes between the buffer's position and its limit. They are
     * copied, and the buffer does not change.
     *
     * @param entry the entry, may be empty
     * @return this writer
     * @see #add(byte[])
     * @since 0.1.0
     */
    default TxnWriter add(ByteBuffer entry) {
        return add(NewEntry.of(entry));
    }

    /**
     * Buffers an entry for any stream: the bytes between the buffer's position and its limit. They are copied, and the
     * buffer does not change.
     *
     * @param stream the stream's name
     * @param entry the entry, may be empty
     * @return this writer
     * @throws InvalidStreamNameException when no stream can have that name
     * @see #add(byte[])
     * @since 0.1.0
     */
    default TxnWriter add(String stream, ByteBuffer entry) {
        return add(stream, NewEntry.of(entry));
    }

    /**
     * Expects that a stream still ends at a position when this transaction commits. Otherwise the commit fails, and
     * nothing is written. The position does not include entries that this transaction adds. The stream may be one to
     * which it adds none. An expectation cannot be withdrawn.
     *
     * <p>A local writer checks the position at the place of its entries in the commit log, so no other write comes
     * between. A joined writer checks it when the transaction manager prepares the transaction, or commits it in one
     * phase. From then until the outcome the prepared branch <em>claims</em> the stream, also while it is in doubt after
     * a crash: other writes to the stream and its deletion wait for at most {@link JournalOptions#writeTimeout()} and
     * then fail with {@link WriteTimeoutException}. Reads do not wait. Before a transaction that expects a position is
     * prepared, it also waits for prepared branches that have entries for the stream; a commit in one phase does not.
     *
     * @param stream the stream's name
     * @param nextId the expected id of the stream's next entry, 0 or more; 0 if the stream does not exist
     * @return this writer
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws PositionConflictException when this transaction already expects another position of that stream
     * @throws TransactionTooLargeException as {@link #add(byte[])}
     * @throws JournalClosedException as {@link #add(byte[])}
     * @throws JournalFailedException as {@link #add(byte[])}
     * @throws IllegalStateException as {@link #add(byte[])}
     * @since 0.1.0
     */
    TxnWriter expect(String stream, long nextId);

    /**
     * Moves a producer to a sequence when this transaction commits, unless the sequence is already written. If this
     * returns true, add the entries of that input. They may be in several streams:
     *
     * <pre>{@code
     * if (writer.advance("importer", line)) {
     *     writer.add(entry);
     * }
     * }</pre>
     *
     * <p>A joined writer claims the producer with this call, until the outcome of the transaction, also while its branch is
     * in doubt after a crash. Other writers with that producer get a {@link ProducerConflictException} meanwhile. A local
     * writer claims nothing: if another writer moves the producer to or beyond the sequence before the commit, the commit
     * fails.
     *
     * @param producer the name of the {@link Producer}
     * @param sequence the sequence of the input, 0 or more
     * @return true when the producer moves with this transaction; false when it is already at this sequence or beyond,
     *     in the journal or in this transaction. Then this writer is unchanged
     * @throws ProducerConflictException when this writer joined a transaction and another transaction is moving the
     *     producer. The joined transaction is then marked rollback-only. A local writer gets this from {@link #commit}
     * @throws IllegalArgumentException when the name or the sequence is invalid
     * @throws TransactionTooLargeException as {@link #add(byte[])}
     * @throws JournalClosedException as {@link #add(byte[])}
     * @throws JournalFailedException as {@link #add(byte[])}
     * @throws IllegalStateException as {@link #add(byte[])}
     * @since 0.1.0
     */
    boolean advance(String producer, long sequence);

    /**
     * Commits the buffered entries. Returns when all of them are forced; in {@link SyncMode#ASYNC} when the operating
     * system has them. A writer without entries, expected positions and moves of producers commits without I/O. After
     * {@link DiskFullException}, {@link WriteTimeoutException}, {@link TooManyProducersException} and a conflict,
     * nothing was written and the writer is unchanged: it can be committed again or rolled back. The same holds when files of
     * a stream cannot be opened: {@link CorruptionException}, {@link SegmentNotFoundException} and {@link
     * JournalIOException}.
     *
     * @return the ids in the writer's default stream; {@link IdRange#EMPTY} when it got no entry. The ids in other
     *     streams are not returned
     * @throws DiskFullException when there is no space
     * @throws PositionConflictException when a stream does not end where this writer {@linkplain #expect expects} it.
     *     Nothing was written. Roll back, because the entries were decided by another position
     * @throws ProducerConflictException when another writer has moved a producer of this writer, or is moving it.
     *     Nothing was written. If {@link ProducerConflictException#isRetryable()} is true, commit again later;
     *     otherwise roll back
     * @throws TooManyProducersException when a producer is new and there are too many. Nothing was written. Delete
     *     producers and commit again, or roll back
     * @throws WriteTimeoutException when the write waited too long for memory, for space in the log, or for a prepared
     *     branch that expects a position of a stream
     * @throws JournalClosedException when the journal is closed
     * @throws JournalFailedException when the journal has failed. If {@link JournalFailedException#outcomeUnknown()} is
     *     true, the entries may have been committed. The writer has ended
     * @throws IllegalStateException when the writer was already committed, rolled back or closed, or joined a JTA
     *     transaction
     * @since 0.1.0
     */
    IdRange commit();

    /**
     * Returns the outcome of the transaction, whether this writer or a transaction manager decides it.
     *
     * <p>For a local writer, the stage fails with a {@link java.util.concurrent.CancellationException} after a
     * rollback, and with {@link JournalFailedException} when the journal fails during the commit. Closing the journal
     * does not complete it; closing the writer does.
     *
     * <p>For a joined writer, it fails with {@code jakarta.transaction.RollbackException} when the transaction rolled
     * back, or with the journal's own exception when the journal could not prepare or commit it, for example {@link
     * PositionConflictException}. A writer of an XA connection fails with a {@code CancellationException} when its
     * branch rolled back. Closing the journal completes it with {@link JournalClosedException} if the outcome is open.
     * A commit by a transaction manager is forced in every mode.
     *
     * <p>Dependent actions, such as those of {@code whenComplete}, get these exceptions as the cause of a {@link
     * java.util.concurrent.CompletionException}. They run on the thread that ends the transaction, so they must be
     * short. If the transaction manager does not report the end of a joined transaction within a second after the
     * journal has committed, they run on a thread of the common pool.
     *
     * @return completes with the ids in the writer's default stream when the transaction is committed, and
     *     exceptionally otherwise
     * @since 0.1.0
     */
    CompletionStage<IdRange> committed();

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
