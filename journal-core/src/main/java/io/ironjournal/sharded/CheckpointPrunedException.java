package io.ironjournal.sharded;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a checkpoint exists, but entries after its cut were pruned. A replay from it would miss them. Load a later
 * checkpoint. If there is none, and the journal has an archive with the entries, put them back with {@link
 * io.ironjournal.JournalRetention#restoreArchived}. Otherwise, restore the journal and its snapshots from a backup.
 *
 * @since 0.1.0
 */
public final class CheckpointPrunedException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public CheckpointPrunedException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a cause and without a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public CheckpointPrunedException(String message, @Nullable Throwable cause) {
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
    public CheckpointPrunedException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
