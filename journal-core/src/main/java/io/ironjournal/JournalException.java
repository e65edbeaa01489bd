package io.ironjournal;

import io.ironjournal.sharded.CheckpointNotFoundException;
import io.ironjournal.sharded.CheckpointPrunedException;
import io.ironjournal.sharded.InvalidCheckpointIdException;
import io.ironjournal.sharded.ShardCountMismatchException;
import io.ironjournal.spi.transaction.DuplicateBranchException;
import io.ironjournal.transaction.UnacceptedLossException;
import io.ironjournal.transaction.UnknownBranchException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Base class of all journal exceptions. Besides these, the journal throws argument and state errors of the JDK.
 *
 * <p>The accessors say what an error is about, as far as the journal knows it, so that nobody has to parse messages. The
 * hierarchy is sealed: only {@link IntegrationException} can be extended. A later release may add members.
 *
 * @since 0.1.0
 */
public abstract sealed class JournalException extends RuntimeException
        permits BeyondEndException,
                CheckpointNotFoundException,
                CheckpointPrunedException,
                CorruptionException,
                CursorConflictException,
                DiskFullException,
                DuplicateBranchException,
                EntryTooLargeException,
                IntegrationException,
                InvalidCheckpointIdException,
                InvalidStreamNameException,
                JournalClosedException,
                JournalFailedException,
                JournalIOException,
                JournalLockedException,
                JournalNotFoundException,
                ShardCountMismatchException,
                StreamNotFoundException,
                TransactionTooLargeException,
                TruncatedException,
                UnacceptedLossException,
                UnknownBranchException,
                UnsupportedFormatException,
                WriteTimeoutException {

    private static final long serialVersionUID = 1L;

    /** What the failure is about. */
    private final ErrorContext context;

    /**
     * Describes the failure, what it is about, and its cause.
     *
     * @param message what failed, on what, why, and what to do
     * @param context what it is about
     * @param cause what led to it; null when nothing did
     * @since 0.1.0
     */
    protected JournalException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, cause);
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * Describes a failure by an exception that may be created in advance.
     *
     * @param message what failed, on what, why, and what to do
     * @param context what it is about
     * @param cause what led to it; null when nothing did
     * @param withStackTrace whether the exception has a stack trace
     * @since 0.1.0
     */
    protected JournalException(
            String message, ErrorContext context, @Nullable Throwable cause, boolean withStackTrace) {
        super(message, cause, true, withStackTrace);
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * Returns all that the accessors below return, for an exception that takes the place of this one.
     *
     * @return what the failure is about
     * @since 0.1.0
     */
    public ErrorContext context() {
        return context;
    }

    /**
     * Returns the stream that the error is about.
     *
     * @return its name, as the application gave it; empty when the error is about no single stream, or it is not known
     * @since 0.1.0
     */
    public Optional<String> stream() {
        return context.stream();
    }

    /**
     * Returns the entry that the error is about.
     *
     * @return the id of the first such entry; empty when the error is about no entry, or it is not known
     * @since 0.1.0
     */
    public OptionalLong id() {
        return context.id();
    }

    /**
     * Returns the file or directory that the error is about.
     *
     * @return its path, in the form in which the message shows it, where control characters are escaped; empty when the error
     *     is about no file, or it is not known
     * @since 0.1.0
     */
    public Optional<Path> file() {
        return context.file();
    }

    /**
     * Returns the place in the file.
     *
     * @return the offset from the beginning of {@link #file()}, in bytes; empty when it is not known
     * @since 0.1.0
     */
    public OptionalLong offset() {
        return context.offset();
    }

    /**
     * Tells whether the same call may succeed when it is made again later, without the journal being closed: the reason may
     * pass by itself, and nothing of the call has been written.
     *
     * @return true for a full disk, a write that timed out and a journal that is locked; false otherwise
     * @since 0.1.0
     */
    public boolean isRetryable() {
        return false;
    }

    /**
     * Tells whether the call may have taken effect although it failed.
     *
     * @return true when what it wrote may or may not be found after the journal is opened again, see {@link
     *     JournalFailedException}; false when nothing of it is durable
     * @since 0.1.0
     */
    public boolean outcomeUnknown() {
        return false;
    }
}
