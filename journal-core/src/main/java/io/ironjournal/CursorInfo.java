package io.ironjournal;

import java.time.Instant;

/**
 * One cursor in the list of {@link JournalCursors#cursors()}. Immutable. Later releases may add methods; do not
 * implement this interface.
 *
 * @since 0.1.0
 */
public interface CursorInfo {

    /**
     * Returns the name of the cursor.
     *
     * @return the name
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
     * Returns the position of the cursor.
     *
     * @return the id of the next entry to process
     * @since 0.1.0
     */
    long position();

    /**
     * Returns how far the cursor is behind the end of its stream.
     *
     * @return the number of ids from the position to the end of the stream. It includes entries that were truncated
     * @since 0.1.0
     */
    long lag();

    /**
     * Returns the time of the last move or reset.
     *
     * @return the time by the clock of this machine, in milliseconds
     * @since 0.1.0
     */
    Instant movedAt();
}
