package io.ironjournal;

import java.time.Duration;
import java.util.Optional;

/**
 * A durable, named position of a consumer in a stream: the id of the next entry that it has to process. Any number of
 * cursors follow a stream, each with a name of its own.
 *
 * <p>Read with {@link #next()}, process, then {@link #advanceTo} behind what was processed. On the cursor of a plain
 * {@link Journal} each advance is a transaction of its own, forced in every {@link SyncMode}: after a crash between
 * processing and advancing, the entry comes again. With the transactional journal the cursor advances in the same
 * transaction as the work, so that each entry is processed exactly once; if that transaction rolls back, reading begins
 * again where it began.
 *
 * <p><strong>One consumer at a time.</strong> Two that move one cursor cannot both commit what they read: the second one
 * gets a {@link CursorConflictException}.
 *
 * <p><strong>Truncated, deleted, re-created.</strong> When entries at the position were truncated, {@link #next()} throws
 * {@link TruncatedException}; {@code advanceTo(journal.firstId(stream))} accepts their loss. When the stream is deleted,
 * its cursors are: in the stream's next life each begins at 0.
 *
 * <p>Not thread-safe; a thread takes a cursor of its own.
 *
 * @since 0.1.0
 */
public interface Cursor {

    /**
     * Names the cursor.
     *
     * @return the name that it was asked for by
     * @since 0.1.0
     */
    String name();

    /**
     * Names the stream that it follows.
     *
     * @return the stream's name
     * @since 0.1.0
     */
    String stream();

    /**
     * Tells where the cursor stands.
     *
     * @return the id of the next entry to process; inside a transaction, as that transaction has advanced it
     * @since 0.1.0
     */
    long position();

    /**
     * Reads the entry behind the last one that this object read since the last advance or rollback; the first time, the
     * one at {@link #position()}. Does not wait.
     *
     * @return empty when there is none yet
     * @throws TruncatedException when it was truncated
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    Optional<Entry> next();

    /**
     * Waits until {@link #next()} has an entry, without polling. Begin no transaction before: it would last as long.
     *
     * @param timeout how long at most
     * @return whether there is one
     * @throws InterruptedException when interrupted
     * @throws JournalClosedException when the journal is closed, also while this waits
     * @since 0.1.0
     */
    boolean await(Duration timeout) throws InterruptedException;

    /**
     * Moves the cursor: everything below an id is processed.
     *
     * @param id the next entry to process; from the position to the stream's next id
     * @throws CursorConflictException when another consumer moved the cursor since this one first read it, or is moving it
     * @throws BeyondEndException when the id is beyond {@link Journal#nextId}
     * @throws IllegalArgumentException when the id is below the position
     * @throws JournalFailedException when the journal failed; the outcome may be unknown
     * @since 0.1.0
     */
    void advanceTo(long id);
}
