package io.ironjournal.files;

import java.time.Instant;
import java.util.Optional;

/**
 * A segment of a stream as it was found in the files. The last segment of a stream may still grow.
 *
 * @since 0.1.0
 */
public interface SegmentInfo {

    /**
     * Returns the file.
     *
     * @return the path as messages show it
     * @since 0.1.0
     */
    String file();

    /**
     * Returns the id of the first entry.
     *
     * @return the id
     * @since 0.1.0
     */
    long firstId();

    /**
     * Returns the id behind the last entry.
     *
     * @return the id; {@link #firstId} if there is no entry
     * @since 0.1.0
     */
    long endId();

    /**
     * Returns the size of the file.
     *
     * @return the size in bytes; 0 if the file is missing
     * @since 0.1.0
     */
    long diskBytes();

    /**
     * Returns the time of the last entry.
     *
     * @return the time; empty if there is no entry, or if it cannot be read
     * @since 0.1.0
     */
    Optional<Instant> lastAppend();
}
