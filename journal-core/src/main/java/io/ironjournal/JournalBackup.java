package io.ironjournal;

import io.ironjournal.internal.StoredBackups;
import java.nio.file.Path;

/**
 * Takes backups of an open journal, verifies and restores them: the role of {@link Journal} for operators. Thread-safe. No
 * argument may be null ({@link NullPointerException}).
 *
 * <p>A backup is a directory with the file {@code BACKUP}, which lists all other files with their lengths and SHA-256
 * hashes, and the directory {@code files}. {@code BACKUP} is written last. So a backup that was interrupted has none, and
 * {@link #verify} and {@link #restore} refuse it.
 *
 * <p>A backup is not a journal and cannot be opened. {@link #restore} makes a journal of it. The restored journal opens as
 * after a crash at the backup's {@linkplain BackupReport#lsn LSN}: with all entries, cursors, producers, checkpoints and
 * branches in doubt.
 *
 * <p><strong>The restored journal has the same id as the original.</strong> Never use both at the same time: a transaction
 * manager finds a journal by its id, so it could decide a branch of one journal in the other. {@code journal-jta} refuses
 * the second one if both are open in one process; otherwise nothing notices it. Give the restored journal another {@linkplain
 * JournalOptionsBuilder#archive archive}, and take a full backup of it before the first incremental one.
 *
 * <p>The restored journal lacks what was decided since the backup. So if a transaction manager has its log in it, recovery is
 * held until an operator {@linkplain io.ironjournal.spi.transaction.Transactions#releaseRecovery releases} it. New
 * transactions work. For all other journals this has no effect.
 *
 * @since 0.1.0
 */
public interface JournalBackup {

    /**
     * Takes a full backup. See {@link #backup(Path, BackupOptions)}.
     *
     * @param to the directory of the backup: missing or empty
     * @return what the backup contains
     * @throws BackupException when the directory is not empty or cannot be written; or when the commit log of this journal is
     *     not in its directory
     * @throws DiskFullException when there is no space, for the backup or for the journal
     * @throws JournalFailedException when the journal has failed, now or earlier
     * @throws JournalClosedException when the journal is closed, now or meanwhile
     * @since 0.1.0
     */
    BackupReport backup(Path to);

    /**
     * Takes a backup while the journal is in use. The backup is as of one moment, which is between the call and its return:
     * it has every write that returned before the call, and all or nothing of every other record. Writers and readers go on.
     * During the last part of the backup, calls of {@link JournalRetention} wait, for at most {@link
     * BackupOptions#pinLimit()}. When this returns, the backup
     * is forced to its device.
     *
     * <p>One backup of a journal is taken at a time; a second call waits. {@link Journal#close()} ends a running backup,
     * which is then not complete. After an exception the directory may have files of a backup without a {@code BACKUP}.
     * Delete it.
     *
     * @param to the directory of the backup: missing or empty, and not inside the journal's directory
     * @param options how the backup is taken
     * @return what the backup contains
     * @throws BackupException when the directory is not empty or cannot be written, when the earlier backup of the options is
     *     not complete or of another journal, when the last part took longer than the options allow, or when the commit log of
     *     this journal is not in its directory
     * @throws DiskFullException when there is no space, for the backup or for the journal
     * @throws JournalFailedException when the journal has failed, now or earlier
     * @throws JournalClosedException when the journal is closed, now or meanwhile
     * @since 0.1.0
     */
    BackupReport backup(Path to, BackupOptions options);

    /**
     * Reads all files of a backup and compares their lengths and hashes with the backup's manifest. Changes nothing.
     *
     * @param backup the directory of the backup
     * @return what the backup contains
     * @throws BackupException when the backup is not complete, or files are missing or damaged; the message names them
     * @since 0.1.0
     */
    static BackupReport verify(Path backup) {
        return StoredBackups.verify(backup);
    }

    /**
     * Makes a journal of a backup. First {@linkplain #verify verifies} the whole backup. Then copies its files and forces
     * them. The journal can be opened when this returns. Until then the directory has a file {@code RESTORING}. If the
     * process ends earlier, opening refuses the directory with a {@link BackupException}: delete its content and restore
     * again. Only the user of this process can access the files. A file {@code RESTORED} stays until recovery is {@linkplain
     * io.ironjournal.spi.transaction.Transactions#releaseRecovery released}.
     *
     * <p>The restored journal has the id of the original. Do not use both at the same time; {@link JournalBackup} says why.
     *
     * @param from the directory of the backup, which is not changed
     * @param to the directory of the journal: missing or empty
     * @return what was restored
     * @throws BackupException when the backup is not complete or damaged, or the directory is not empty or cannot be written
     * @throws DiskFullException when there is no space. Delete the content of {@code to} before you repeat the call
     * @throws JournalLockedException when a journal is open in the directory
     * @since 0.1.0
     */
    static BackupReport restore(Path from, Path to) {
        return StoredBackups.restore(from, to);
    }
}
