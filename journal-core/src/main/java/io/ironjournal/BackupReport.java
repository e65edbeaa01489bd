package io.ironjournal;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Says what a backup contains: the result of {@link JournalBackup}. Immutable. A later release may add methods.
 *
 * @since 0.1.0
 */
public interface BackupReport {

    /**
     * Returns the id of the journal.
     *
     * @return the id, which a restored journal keeps
     * @since 0.1.0
     */
    UUID journalId();

    /**
     * Returns the position in the commit log whose state the backup has. A restored journal has everything that was durable
     * below this LSN, and nothing else.
     *
     * @return the LSN, in bytes of the commit log
     * @since 0.1.0
     */
    long lsn();

    /**
     * Returns when the backup was taken.
     *
     * @return the time at which its LSN was read, by the clock of the machine
     * @since 0.1.0
     */
    Instant taken();

    /**
     * Returns how many files the backup has, without its own manifest.
     *
     * @return the number of files
     * @since 0.1.0
     */
    int files();

    /**
     * Returns the size of the backup.
     *
     * @return the length of all its files, in bytes
     * @since 0.1.0
     */
    long bytes();

    /**
     * Returns how many files share their bytes with another file by a hard link, because this call did not have to copy
     * them.
     *
     * @return the number of files; 0 for a verification or a restored journal
     * @since 0.1.0
     */
    int linkedFiles();

    /**
     * Returns how many bytes this call copied.
     *
     * @return the bytes; 0 for a verification
     * @since 0.1.0
     */
    long copiedBytes();

    /**
     * Returns how long this call took.
     *
     * @return the time
     * @since 0.1.0
     */
    Duration elapsed();
}
