package io.ironjournal.files;

import java.util.List;

/**
 * A record of the commit log.
 *
 * @since 0.1.0
 */
public interface RecordInfo {

    /**
     * Returns the position of the record.
     *
     * @return the LSN
     * @since 0.1.0
     */
    long lsn();

    /**
     * Returns the type of the record.
     *
     * @return a name from the description of the format, such as {@code ENTRIES}
     * @since 0.1.0
     */
    String type();

    /**
     * Returns the size of the record with its headers.
     *
     * @return the size in bytes
     * @since 0.1.0
     */
    long size();

    /**
     * Identifies the group of records that were forced together.
     *
     * @return the LSN up to which the log was durable when the group was written
     * @since 0.1.0
     */
    long group();

    /**
     * Returns the streams for which the record has entries, or which it changes.
     *
     * @return the names of the streams
     * @since 0.1.0
     */
    List<String> streams();

    /**
     * Returns the number of entries in the record. The entries of a COMMIT are in its PREPARE.
     *
     * @return the number of entries
     * @since 0.1.0
     */
    long entries();

    /**
     * Returns whether the record is behind the end of the log, so that an opening does not read it.
     *
     * @return true for a record behind a torn tail or behind damage
     * @since 0.1.0
     */
    boolean behindEnd();
}
