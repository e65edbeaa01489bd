package io.ironjournal.files;

/**
 * Consecutive entries of a stream that could not be saved.
 *
 * @since 0.1.0
 */
public interface LostRange {

    /**
     * Returns the stream.
     *
     * @return the stream's name
     * @since 0.1.0
     */
    String stream();

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
     * @return the id
     * @since 0.1.0
     */
    long endId();
}
