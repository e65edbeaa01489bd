package io.ironjournal.log;

import io.ironjournal.DiskFullException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalFencedException;
import io.ironjournal.JournalIOException;
import io.ironjournal.PositionConflictException;
import io.ironjournal.ProducerConflictException;
import io.ironjournal.TooManyProducersException;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions of failed writes. Each caller gets its own, with the stack trace of the caller. */
public final class CommitFailures {

    private static final String ADVICE = " Close the journal and open it again: that shows what truly persisted.";

    private static final String UNKNOWN =
            "Writing the commit log failed; whether this write survives is unknown." + ADVICE;
    private static final String EARLIER =
            "The journal failed earlier and accepts no writes; nothing of this one was written." + ADVICE;

    private static final String FENCED_UNKNOWN = "Whether this write survives is unknown. ";
    private static final String FENCED_EARLIER = "Nothing of this write was written. ";

    /**
     * Exceptions that are created early, for a failure when there is no memory to create one. They have no stack trace:
     * that of their creation would mislead, and would keep the classes of the application that opened the first
     * journal.
     */
    private record WithoutMemory(JournalFailedException unknown, JournalFailedException earlier) {

        WithoutMemory(OutOfMemoryError cause) {
            this(
                    new JournalFailedException(UNKNOWN, true, cause, false),
                    new JournalFailedException(EARLIER, false, cause, false));
        }
    }

    /** An error without a stack trace. */
    private static final class NoMemory extends OutOfMemoryError {

        private static final long serialVersionUID = 1L;

        NoMemory() {
            super("The committer ran out of memory");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private static final WithoutMemory WITHOUT_MEMORY = new WithoutMemory(new NoMemory());

    private CommitFailures() {}

    /** Initializes this class, so that the exceptions for a lack of memory exist. */
    static void prepare() {}

    /** Creates the exception for a write that was in progress when the journal failed. */
    static JournalFailedException unknown(Throwable cause) {
        try {
            return cause instanceof JournalFencedException fenced
                    ? new JournalFencedException(FENCED_UNKNOWN + fenced.getMessage(), true, fenced)
                    : new JournalFailedException(UNKNOWN, true, cause);
        } catch (OutOfMemoryError e) {
            return WITHOUT_MEMORY.unknown();
        }
    }

    /** Creates the exception for a write that began after the journal failed. */
    public static JournalFailedException earlier(Throwable cause) {
        try {
            return cause instanceof JournalFencedException fenced
                    ? new JournalFencedException(FENCED_EARLIER + fenced.getMessage(), false, fenced)
                    : new JournalFailedException(EARLIER, false, cause);
        } catch (OutOfMemoryError e) {
            return WITHOUT_MEMORY.earlier();
        }
    }

    static DiskFullException full(@Nullable Throwable cause) {
        if (cause instanceof DiskLimitException limit) {
            return new DiskFullException(
                    limit.getMessage()
                            + ". Nothing was written. Truncate or delete streams, or raise maxDiskSpace, and try again.",
                    cause);
        }
        return new DiskFullException(
                "No space for the commit log; nothing was written. Free space and try again.", cause);
    }

    /** Creates a new exception of the same kind, to be thrown on the thread of the caller. */
    static RuntimeException forCaller(Throwable failure) {
        if (failure instanceof JournalFailedException failed) {
            return failed.outcomeUnknown() ? unknown(cause(failed)) : earlier(cause(failed));
        }
        if (failure instanceof DiskFullException full) {
            return full(full.getCause());
        }
        if (failure instanceof PositionConflictException conflict) {
            return new PositionConflictException(
                    String.valueOf(conflict.getMessage()),
                    conflict.context(),
                    conflict.expected(),
                    conflict.actual(),
                    null);
        }
        if (failure instanceof ProducerConflictException conflict) {
            return new ProducerConflictException(
                    String.valueOf(conflict.getMessage()), conflict.context(), conflict.isRetryable(), null);
        }
        if (failure instanceof TooManyProducersException many) {
            return new TooManyProducersException(String.valueOf(many.getMessage()), many.context(), null);
        }
        if (failure instanceof NotAdmittedException waits) {
            return waits;
        }
        return new JournalIOException("The write failed: " + failure.getMessage(), failure);
    }

    private static Throwable cause(JournalFailedException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? failed : cause;
    }
}
