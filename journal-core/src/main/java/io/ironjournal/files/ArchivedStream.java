package io.ironjournal.files;

import java.util.UUID;

/**
 * The segments of one stream in an archive. Immutable. A later release may add methods.
 *
 * @since 0.1.0
 */
public interface ArchivedStream {

    /**
     * Returns the id of the journal from which the segments were truncated.
     *
     * @return the id
     * @since 0.1.0
     */
    UUID journalId();

    /**
     * Returns the name of the stream.
     *
     * @return the name, not escaped
     * @since 0.1.0
     */
    String stream();

    /**
     * Returns the generation of the stream. A stream that was deleted and made again has another generation.
     *
     * @return the LSN of the record that created the stream
     * @since 0.1.0
     */
    long generation();

    /**
     * Returns the id of the oldest archived entry.
     *
     * @return the id
     * @since 0.1.0
     */
    long firstId();

    /**
     * Returns the id behind the newest archived entry. If the archive has all segments, this is the first id of the stream
     * in the journal. It is above that after {@link io.ironjournal.JournalRetention#restoreArchived}, which puts segments back
     * and keeps them in the archive, and after a crash during a truncation.
     *
     * @return the id
     * @since 0.1.0
     */
    long nextId();

    /**
     * Returns the number of archived segments.
     *
     * @return the number of files
     * @since 0.1.0
     */
    int segments();

    /**
     * Returns the size of the archived segments.
     *
     * @return the size in bytes
     * @since 0.1.0
     */
    long bytes();

    /**
     * Returns where the segments are. To erase the stream from the archive, delete this directory.
     *
     * @return the directory below that of the archive, with {@code /} between its names
     * @since 0.1.0
     */
    String directory();
}
