package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the disk or a quota is full. The journal has not failed. Free some space and repeat the call; the journal
 * need not be reopened. Nothing of the call was written, except by these calls:
 *
 * <ul>
 *   <li>{@link JournalWriter#importEntries} keeps the entries before the failure. Delete the stream before you repeat the
 *       import.
 *   <li>{@link io.ironjournal.sharded.ShardWriter#importShard} keeps them, too, and a shard cannot be deleted. Create the
 *       journal again.
 *   <li>{@link JournalBackup#backup(java.nio.file.Path, BackupOptions)}, {@link JournalBackup#restore}, {@link Journal#copy},
 *       {@link io.ironjournal.files.JournalFiles#repairTo} and {@link
 *       io.ironjournal.files.JournalFiles#importEntries} leave files in their target. Delete them before you repeat the call.
 *   <li>{@link io.ironjournal.sharded.Checkpoints#compactCheckpoints} may have deleted the checkpoints without freeing space.
 *   <li>{@link JournalRetention#restoreArchived} may have put the entries back without setting the cursor. The message says so.
 *       Repeat the call with the same id.
 *   <li>{@link io.ironjournal.sharded.Checkpoints#pruneBeforeCheckpoint} may have pruned some shards.
 * </ul>
 *
 * @since 0.1.0
 */
public final class DiskFullException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public DiskFullException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a cause and without a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public DiskFullException(String message, @Nullable Throwable cause) {
        this(message, ErrorContext.NONE, cause);
    }

    /**
     * Creates the exception with a context and a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param context the stream, entry, file and offset that the error is about, as far as they are known
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public DiskFullException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
