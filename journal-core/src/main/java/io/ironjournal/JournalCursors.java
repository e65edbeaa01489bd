package io.ironjournal;

import java.time.Instant;
import java.util.List;

/**
 * Gives access to the durable positions of consumers: a role of {@link Journal}. Thread-safe.
 *
 * <p>The first use of a stream opens its files; it can throw {@link CorruptionException}, {@link SegmentNotFoundException}
 * and {@link JournalIOException}, and no cursor changes then.
 *
 * @since 0.1.0
 */
public interface JournalCursors {

    /**
     * Returns a cursor: the durable position of one consumer in one stream. Neither the stream nor the cursor has to
     * exist; the first advance creates the cursor. Writes nothing.
     *
     * @param name the cursor's name, 1 to 85 bytes in UTF-8. Cursors of different streams may have the same name
     * @param stream the name of the stream to read
     * @return a new object for the cursor, for use by one thread. Its position is 0 when it was never advanced
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws IllegalArgumentException when the cursor's name is empty, too long, or contains an unpaired surrogate
     * @throws CorruptionException when the stream has lost entries, so that it ends below the cursor's position
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    Cursor cursor(String name, String stream);

    /**
     * Lists the cursors of all streams. A cursor is listed after its first advance is durable. The first listing after an
     * opening may read from the files of each stream that has a cursor, to know where the stream ends. If one of these
     * streams cannot be opened, the call throws an exception, and lists no cursor of any stream.
     *
     * @return the cursors, sorted by stream and then by name
     * @throws CorruptionException when the end of a stream that has a cursor is damaged or missing
     * @throws JournalIOException when the files of a stream that has a cursor cannot be read
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    List<CursorInfo> cursors();

    /**
     * Moves a cursor to any entry, also backwards. Its consumer then processes entries again, or skips them. The new
     * position is forced when this returns. The first entry of a stream has the id {@link JournalReader#firstId}, and
     * the end is {@link JournalReader#nextId}. A consumer that has read from the old position gets a {@link
     * CursorConflictException} at its next call.
     *
     * @param name the cursor's name; the cursor is created when it does not exist
     * @param stream the name of the stream that it reads
     * @param id the id of the next entry to process, from the stream's first id to its next id
     * @throws CursorConflictException when a transaction is moving the cursor, possibly one in doubt
     * @throws StreamNotFoundException when the stream does not exist
     * @throws BeyondEndException when {@code id} is above the stream's next id
     * @throws TruncatedException when {@code id} is below the stream's first id
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws IllegalArgumentException when the cursor's name or {@code id} is invalid
     * @throws IllegalStateException when the journal is transactional and the thread is in a transaction
     * @throws DiskFullException when there is no space; the cursor has not moved
     * @throws WriteTimeoutException when the write waited too long; the cursor has not moved
     * @throws JournalFailedException when the journal has failed. If {@link JournalFailedException#outcomeUnknown()} is
     *     true, the cursor may have moved
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    void resetCursor(String name, String stream, long id);

    /**
     * Moves a cursor to the first entry at or after a time, or to the end of the stream if there is none. Otherwise
     * works as {@link #resetCursor(String, String, long)}.
     *
     * @param name the cursor's name; the cursor is created when it does not exist
     * @param stream the name of the stream that it reads
     * @param time the time
     * @return the new position: the id of the next entry to process
     * @throws CorruptionException when damaged bytes decide where the entry is
     * @see #resetCursor(String, String, long)
     * @see JournalReader#firstIdAt
     * @since 0.1.0
     */
    long resetCursor(String name, String stream, Instant time);

    /**
     * Deletes a cursor. The deletion is forced when this returns. A cursor that is advanced later begins at 0 again. A
     * consumer that has read from the cursor gets a {@link CursorConflictException} at its next call.
     *
     * @param name the cursor's name
     * @param stream the name of the stream that it reads
     * @return false when there is no such cursor
     * @throws CursorConflictException when a transaction is moving the cursor, possibly one in doubt
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws IllegalArgumentException when the cursor's name is invalid
     * @throws IllegalStateException when the journal is transactional and the thread is in a transaction
     * @throws DiskFullException when there is no space; the cursor is not deleted
     * @throws WriteTimeoutException when the write waited too long; the cursor is not deleted
     * @throws JournalFailedException when the journal has failed. If {@link JournalFailedException#outcomeUnknown()} is
     *     true, the cursor may be deleted
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    boolean deleteCursor(String name, String stream);
}
