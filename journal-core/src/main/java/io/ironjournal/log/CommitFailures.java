package io.ironjournal.log;

import io.ironjournal.DiskFullException;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import org.jspecify.annotations.Nullable;

/** What callers are told of failed writes, each in an exception of its own so that the stack is the caller's. */
public final class CommitFailures {

    private static final String ADVICE = " Close the journal and open it again: that shows what truly persisted.";

    private CommitFailures() {}

    /** The journal failed while a write was under way. */
    static JournalFailedException unknown(Throwable cause) {
        return new JournalFailedException(
                "Writing the commit log failed; whether this write survives is unknown." + ADVICE, true, cause);
    }

    /** The journal had failed before a write began. */
    public static JournalFailedException earlier(Throwable cause) {
        return new JournalFailedException(
                "The journal failed earlier and accepts no writes; nothing of this one was written." + ADVICE,
                false,
                cause);
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
        return new JournalException("The write failed: " + failure.getMessage(), failure);
    }

    private static Throwable cause(JournalFailedException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? failed : cause;
    }
}
