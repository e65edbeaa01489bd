package io.ironjournal;

import io.ironjournal.sharded.CheckpointNotFoundException;
import io.ironjournal.sharded.CheckpointPrunedException;
import io.ironjournal.sharded.InvalidCheckpointIdException;
import io.ironjournal.sharded.ShardCountMismatchException;
import io.ironjournal.spi.transaction.DuplicateBranchException;
import io.ironjournal.spi.transaction.StatesFullException;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.UnacceptedLossException;
import io.ironjournal.transaction.UnknownBranchException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Base class of all journal exceptions. The journal also throws {@link IllegalArgumentException}, {@link
 * NullPointerException}, {@link IndexOutOfBoundsException} and {@link IllegalStateException} for wrong calls.
 *
 * <p>The accessors say what an error is about, as far as the journal knows it, so that programs need not parse
 * messages. The hierarchy is sealed: only {@link IntegrationException} can be extended. A later release may add
 * subclasses.
 *
 * @since 0.1.0
 */
public abstract sealed class JournalException extends RuntimeException
        permits ArchiveException,
                BackupException,
                BeyondEndException,
                CheckpointNotFoundException,
                CheckpointPrunedException,
                CorruptionException,
                CursorConflictException,
                DiskFullException,
                DuplicateBranchException,
                EntryTooLargeException,
                HeadersTooLargeException,
                IntegrationException,
                InvalidCheckpointIdException,
                InvalidStreamNameException,
                JournalClosedException,
                JournalFailedException,
                JournalIOException,
                JournalLockedException,
                JournalNotFoundException,
                PositionConflictException,
                ProducerConflictException,
                ShardCountMismatchException,
                StatesFullException,
                StreamNotFoundException,
                TooManyProducersException,
                TransactionTooLargeException,
                TruncatedException,
                UnacceptedLossException,
                UnknownBranchException,
                UnsupportedFormatException,
                WriteTimeoutException {

    private static final long serialVersionUID = 1L;

    /** The stream, entry, file and offset that the failure is about. */
    private final ErrorContext context;

    /**
     * Creates the exception with a context and a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param context the stream, entry, file and offset that the error is about, as far as they are known
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    protected JournalException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, cause);
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * Creates the exception with or without a stack trace. An exception without one can be created in advance and
     * thrown later, when there is no memory to create one.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param context the stream, entry, file and offset that the error is about, as far as they are known
     * @param cause the cause, or null if there is none
     * @param withStackTrace whether the exception has a stack trace
     * @since 0.1.0
     */
    protected JournalException(
            String message, ErrorContext context, @Nullable Throwable cause, boolean withStackTrace) {
        super(message, cause, true, withStackTrace);
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * Returns everything that the accessors below return, for code that replaces this exception by another.
     *
     * @return what the failure is about; never null
     * @since 0.1.0
     */
    public ErrorContext context() {
        return context;
    }

    /**
     * Returns the stream that the error is about.
     *
     * @return its name, as the application passed it; empty when the error is not about a single stream, or the stream
     *     is not known
     * @since 0.1.0
     */
    public Optional<String> stream() {
        return context.stream();
    }

    /**
     * Returns the entry that the error is about.
     *
     * @return the id of the first such entry; empty when the error is not about an entry, or the entry is not known
     * @since 0.1.0
     */
    public OptionalLong id() {
        return context.id();
    }

    /**
     * Returns the file or directory that the error is about.
     *
     * @return its path, as the message shows it, with control characters escaped; empty when the error is not about a
     *     file, or the file is not known
     * @since 0.1.0
     */
    public Optional<Path> file() {
        return context.file();
    }

    /**
     * Returns the position in the file.
     *
     * @return the offset from the beginning of {@link #file()}, in bytes; empty when it is not known
     * @since 0.1.0
     */
    public OptionalLong offset() {
        return context.offset();
    }

    /**
     * Returns the branch that the error is about.
     *
     * @return its id; empty when the error is not about a single branch, or the branch is not known
     * @since 0.1.0
     */
    public Optional<BranchId> branch() {
        return context.branch();
    }

    /**
     * Returns the checkpoint that the error is about.
     *
     * @return a copy of its id; empty when the error is not about a single checkpoint, or the checkpoint is not known
     * @since 0.1.0
     */
    public Optional<byte[]> checkpoint() {
        return context.checkpoint();
    }

    /**
     * Returns whether the same call may succeed later while the journal stays open, because the cause may go away
     * without a restart. Nothing of the failed call was written, except by the calls that {@link DiskFullException} names.
     * It also says what to delete before some of them can be repeated.
     *
     * @return true for {@link DiskFullException}, {@link WriteTimeoutException}, {@link JournalLockedException}, {@link StatesFullException}, and a
     *     {@link ProducerConflictException} with a transaction that has not ended; otherwise false
     * @since 0.1.0
     */
    public boolean isRetryable() {
        return false;
    }

    /**
     * Returns whether the call may have taken effect although it failed.
     *
     * @return true when the effect of the call may or may not be there after the journal is opened again, see {@link
     *     JournalFailedException}; false when the call had no effect, apart from what the calls that {@link
     *     DiskFullException} lists may leave behind
     * @since 0.1.0
     */
    public boolean outcomeUnknown() {
        return false;
    }
}
