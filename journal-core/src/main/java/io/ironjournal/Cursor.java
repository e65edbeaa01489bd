package io.ironjournal;

import java.time.Duration;
import java.util.Optional;

/**
 * A durable, named position of a consumer in a stream: the id of the next entry to process. A stream can have any
 * number of cursors with different names.
 *
 * <p>A consumer calls {@link #next()}, processes the entry, and then calls {@link #advanceTo} with the entry's id plus
 * one. On a plain {@link Journal} each advance is a transaction of its own, and it is forced in every {@link SyncMode}.
 * After a crash between processing and advancing, {@code next} returns the entry again: delivery is at least once. With
 * a transactional journal ({@code journal-jta}) the cursor advances in the transaction that does the work. Then the
 * changes that the work makes to the resources of that transaction happen exactly once for each entry. Anything else,
 * such as a mail that is sent directly, may happen twice. If that transaction rolls back, {@code next} starts again at
 * the position before the transaction.
 *
 * <p><strong>One consumer at a time.</strong> Only one of two concurrent consumers of one cursor can commit. The other
 * one gets a {@link CursorConflictException}.
 *
 * <p><strong>Truncation and deletion.</strong> When the entries at the position were truncated, {@link #next()} throws
 * {@link TruncatedException}. To skip them, call {@code advanceTo(journal.firstId(stream))}. Deleting a stream deletes
 * its cursors; a new stream of the same name starts with cursors at 0. {@link JournalCursors} lists, resets and deletes
 * cursors.
 *
 * <p>Not thread-safe: each thread gets a cursor object of its own from {@link JournalCursors#cursor}. A cursor holds no
 * resources and need not be closed. After the journal is closed, every method except {@link #name()} and {@link
 * #stream()} throws {@link JournalClosedException}.
 *
 * @since 0.1.0
 */
public interface Cursor {

    /**
     * Returns the name of the cursor.
     *
     * @return the name that was passed to {@link JournalCursors#cursor}
     * @since 0.1.0
     */
    String name();

    /**
     * Returns the name of the stream that the cursor reads.
     *
     * @return the stream's name
     * @since 0.1.0
     */
    String stream();

    /**
     * Returns the position to which the cursor was last advanced, by this object or by another consumer. Reading by
     * {@link #next()} does not change it.
     *
     * @return the id of the next entry to process. Inside a transaction that advanced the cursor, this is the new
     *     position
     * @throws CorruptionException when the stream has lost entries, so that it ends below the position
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    long position();

    /**
     * Reads the next entry. The first call reads the entry at {@link #position()}. Each later call reads the entry
     * after the last one that this object returned. After an advance or a rollback, reading starts at {@link
     * #position()} again. Does not wait and writes nothing.
     *
     * @return the entry; empty when it is not written yet
     * @throws CursorConflictException when another consumer moved the cursor, or the stream was deleted, after this
     *     object read from it. The next call reads at the new position
     * @throws TruncatedException when the entry was truncated
     * @throws CorruptionException when the stored bytes are damaged
     * @throws JournalIOException when the disk cannot be read
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    Optional<Entry> next();

    /**
     * Waits until {@link #next()} can return an entry. The waiting thread is notified; it does not poll. Do not begin a
     * transaction before this call, because it would last as long as the wait.
     *
     * @param timeout the maximum time to wait, not null; zero or a negative time returns at once
     * @return true when {@link #next()} returns an entry, or throws {@link TruncatedException} because the entry was
     *     truncated; false when the time is over or the stream was deleted
     * @throws InterruptedException when the thread is interrupted
     * @throws JournalClosedException when the journal is closed before or during the wait
     * @since 0.1.0
     */
    boolean await(Duration timeout) throws InterruptedException;

    /**
     * Moves the cursor forward. All entries below the id count as processed. On a plain journal the new position is
     * forced when this returns. In a transaction it becomes durable with the transaction.
     *
     * @param id the id of the next entry to process, from {@link #position()} to the stream's next id. The current position
     *     is allowed and writes nothing
     * @throws CursorConflictException when another consumer has moved the cursor since this object was created or since
     *     the last call of its {@code next} or {@code advanceTo}, or is moving it now
     * @throws BeyondEndException when {@code id} is above {@link Journal#nextId}
     * @throws IllegalArgumentException when {@code id} is below the position
     * @throws DiskFullException when there is no space; the cursor has not moved
     * @throws WriteTimeoutException when the write waited too long; the cursor has not moved
     * @throws JournalFailedException when the journal has failed. If {@link JournalFailedException#outcomeUnknown()} is
     *     true, the cursor may have moved
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    void advanceTo(long id);
}
