package io.ironjournal.files;

import java.util.Iterator;

/**
 * Iterates over the records of the commit log. Used by one thread. An error of the disk ends the iteration.
 *
 * @since 0.1.0
 */
public interface RecordScan extends Iterator<RecordInfo>, AutoCloseable {

    /** Closes the file that is read. It can be called again without effect. */
    @Override
    void close();
}
