package io.ironjournal.files;

import java.util.List;

/**
 * The commit log as it was found. A position in the log is an LSN, in bytes.
 *
 * @since 0.1.0
 */
public interface LogInfo {

    /**
     * Returns the LSN of the oldest byte that is in a file.
     *
     * @return the LSN
     * @since 0.1.0
     */
    long begin();

    /**
     * Returns the LSN below which the log is not needed.
     *
     * @return the LSN
     * @since 0.1.0
     */
    long lowWaterMark();

    /**
     * Returns the LSN below which all committed entries are in segments.
     *
     * @return the LSN
     * @since 0.1.0
     */
    long flushed();

    /**
     * Returns the LSN behind the last valid record.
     *
     * @return the LSN
     * @since 0.1.0
     */
    long end();

    /**
     * Returns the number of bytes of unfinished or damaged records behind the end.
     *
     * @return the number of bytes
     * @since 0.1.0
     */
    long discardedBytes();

    /**
     * Returns the number of records with a valid header behind the end, which an opening does not read.
     *
     * @return the number of records
     * @since 0.1.0
     */
    long recordsBehindEnd();

    /**
     * Returns the files of the log that an opening reads.
     *
     * @return the paths as messages show them, oldest first
     * @since 0.1.0
     */
    List<String> files();

    /**
     * Returns the size of these files.
     *
     * @return the size in bytes
     * @since 0.1.0
     */
    long bytes();
}
