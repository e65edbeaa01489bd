package io.ironjournal;

/**
 * Gives access to durable positions of consumers: a role of {@link Journal}. Thread-safe.
 *
 * @since 0.1.0
 */
public interface JournalCursors {

    /**
     * Gives access to a durable position of a consumer, which comes into being with its first advance.
     *
     * @param name the cursor's name, 1 to 85 bytes in UTF-8; cursors of different streams may share one
     * @param stream the stream that it follows
     * @return the cursor, at 0 when it was never advanced
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws IllegalArgumentException when the cursor's name is empty or too long
     * @since 0.1.0
     */
    Cursor cursor(String name, String stream);
}
