package io.ironjournal.files;

import java.util.OptionalLong;

/**
 * The result of checking one stream.
 *
 * @since 0.1.0
 */
public interface Verification {

    /**
     * Returns the name of the stream.
     *
     * @return the name, not escaped
     * @since 0.1.0
     */
    String stream();

    /**
     * Returns the id of the oldest entry.
     *
     * @return the id
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
     * Returns the number of segments.
     *
     * @return the number of files
     * @since 0.1.0
     */
    int segments();

    /**
     * Returns the number of findings.
     *
     * @return the number
     * @since 0.1.0
     */
    int findings();

    /**
     * Returns the number of entries that cannot be read.
     *
     * @return the number of ids; empty if only a part of the checks was made, so that damaged entries may be unnoticed
     * @since 0.1.0
     */
    OptionalLong damagedEntries();
}
