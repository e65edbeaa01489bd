package io.ironjournal;

/**
 * Gives access to the durable positions of consumers: a role of {@link Journal}. Thread-safe.
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
}
