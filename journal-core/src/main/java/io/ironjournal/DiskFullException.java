package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the disk or a quota is full. The journal has not failed. Free some space and repeat the call; the journal
 * need not be reopened. Nothing of the call was written, with these exceptions: of {@link JournalWriter#importEntries},
 * earlier entries stay, and the import cannot be repeated before the stream is deleted; {@link
 * io.ironjournal.sharded.Checkpoints#compactCheckpoints} may have deleted the checkpoints without freeing space; {@link
 * io.ironjournal.sharded.Checkpoints#pruneBeforeCheckpoint} may have pruned some shards.
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
