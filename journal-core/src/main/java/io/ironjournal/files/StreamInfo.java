package io.ironjournal.files;

import java.time.Instant;
import java.util.Optional;

/**
 * A stream as it was found in the files.
 *
 * @since 0.1.0
 */
public interface StreamInfo {

    /**
     * Returns the name of the stream.
     *
     * @return the name, not escaped
     * @since 0.1.0
     */
    String name();

    /**
     * Returns the generation of the stream.
     *
     * @return the LSN of the record that created it
     * @since 0.1.0
     */
    long generation();

    /**
     * Returns the id of the oldest entry.
     *
     * @return the id; {@link #nextId} if there is no entry
     * @since 0.1.0
     */
    long firstId();

    /**
     * Returns the id that the next entry gets.
     *
     * @return the id
     * @since 0.1.0
     */
    long nextId();

    /**
     * Returns the id from which on the entries are only in the commit log.
     *
     * @return the id; {@link #nextId} if all entries are in segments
     * @since 0.1.0
     */
    long flushedTo();

    /**
     * Returns the number of segments.
     *
     * @return the number of files
     * @since 0.1.0
     */
    int segments();

    /**
     * Returns the size of the segments.
     *
     * @return the size in bytes
     * @since 0.1.0
     */
    long diskBytes();

    /**
     * Returns the time of the last entry.
     *
     * @return the time; empty if there was never an entry, or if it cannot be read
     * @since 0.1.0
     */
    Optional<Instant> lastAppend();
}
