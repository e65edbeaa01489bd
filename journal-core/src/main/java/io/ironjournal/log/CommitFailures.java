package io.ironjournal.log;

import io.ironjournal.DiskFullException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalIOException;
import org.jspecify.annotations.Nullable;

/** What callers are told of failed writes, each in an exception of its own so that the stack is the caller's. */
public final class CommitFailures {

    private static final String ADVICE = " Close the journal and open it again: that shows what truly persisted.";

    private static final String UNKNOWN =
            "Writing the commit log failed; whether this write survives is unknown." + ADVICE;
    private static final String EARLIER =
            "The journal failed earlier and accepts no writes; nothing of this one was written." + ADVICE;

    /**
     * For when memory ran out, and there is none either to say so by an exception made for the occasion. These have no stack
     * trace. That of the moment in which they are created would mislead, and would keep the classes of whichever application
     * opened the first journal.
     */
    private record WithoutMemory(JournalFailedException unknown, JournalFailedException earlier) {

        WithoutMemory(OutOfMemoryError cause) {
            this(
                    new JournalFailedException(UNKNOWN, true, cause, false),
                    new JournalFailedException(EARLIER, false, cause, false));
        }
    }

    /** Has no stack trace either. */
    private static final class NoMemory extends OutOfMemoryError {

        private static final long serialVersionUID = 1L;

        NoMemory() {
            super("The committer found no memory");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private static final WithoutMemory WITHOUT_MEMORY = new WithoutMemory(new NoMemory());

    private CommitFailures() {}

    /** Makes sure that what is needed without memory is there before. */
    static void prepare() {}

    /** The journal failed while a write was under way. */
    static JournalFailedException unknown(Throwable cause) {
        try {
            return new JournalFailedException(UNKNOWN, true, cause);
        } catch (OutOfMemoryError e) {
            return WITHOUT_MEMORY.unknown();
        }
    }

    /** The journal had failed before a write began. */
    public static JournalFailedException earlier(Throwable cause) {
        try {
            return new JournalFailedException(EARLIER, false, cause);
        } catch (OutOfMemoryError e) {
            return WITHOUT_MEMORY.earlier();
        }
    }

    static DiskFullException full(@Nullable Throwable cause) {
        return new DiskFullException(
                "No space for the commit log; nothing was written. Free space and try again.", cause);
    }

    /** The same failure as a new exception of the same kind, thrown by the caller's own thread. */
    static RuntimeException forCaller(Throwable failure) {
        if (failure instanceof JournalFailedException failed) {
            return failed.outcomeUnknown() ? unknown(cause(failed)) : earlier(cause(failed));
        }
        if (failure instanceof DiskFullException full) {
            return full(full.getCause());
        }
        return new JournalIOException("The write failed: " + failure.getMessage(), failure);
    }

    private static Throwable cause(JournalFailedException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? failed : cause;
    }
}
