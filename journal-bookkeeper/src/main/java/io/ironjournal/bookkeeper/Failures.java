package io.ironjournal.bookkeeper;

import io.ironjournal.CorruptionException;
import io.ironjournal.JournalFencedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.bookkeeper.client.api.BKException;

/** Translates failures of BookKeeper. */
final class Failures {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Failures() {}

    /**
     * Waits for a call. Throws an exception of the journal or an {@link IOException}. The client has timeouts of its own, but
     * now and then it forgets a read whose connection is cut. Such a read must not stop the journal.
     */
    static <T> T await(Future<T> call, String what) throws IOException {
        return await(call, what, LONGEST);
    }

    /** Waits for a call no longer than this time. */
    static <T> T await(Future<T> call, String what, Duration longest) throws IOException {
        try {
            return call.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(what + " failed: there was no answer within " + longest.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw translated(e.getCause() == null ? e : e.getCause(), what);
        }
    }

    /** Returns the code of a BookKeeper error, or {@code UnexpectedConditionException} for another one. */
    static int code(Throwable cause) {
        Throwable unwrapped = unwrapped(cause);
        return unwrapped instanceof BKException known ? known.getCode() : BKException.Code.UnexpectedConditionException;
    }

    private static Throwable unwrapped(Throwable cause) {
        Throwable nested = cause.getCause();
        return cause instanceof CompletionException && nested != null ? nested : cause;
    }

    /**
     * Translates a failed read or an administrative call.
     *
     * @param what names the call and the ledger, for the message
     * @return the exception to throw, unless this method throws one itself
     */
    static IOException translated(Throwable cause, String what) {
        int code = code(cause);
        String message = what + " failed: " + message(unwrapped(cause), code);
        if (isDamage(code)) {
            throw new CorruptionException(
                    message + ". Acknowledged records are missing or damaged on all replicas", cause);
        }
        if (code == BKException.Code.UnauthorizedAccessException) {
            return new IOException(message + ". Check the password of the ledgers", cause);
        }
        return new IOException(message, cause);
    }

    static boolean isMissingLedger(int code) {
        return code == BKException.Code.NoSuchLedgerExistsException
                || code == BKException.Code.NoSuchLedgerExistsOnMetadataServerException;
    }

    private static boolean isDamage(int code) {
        return isMissingLedger(code)
                || code == BKException.Code.NoSuchEntryException
                || code == BKException.Code.DigestMatchException;
    }

    private static String message(Throwable cause, int code) {
        return cause instanceof BKException ? BKException.getMessage(code) : String.valueOf(cause.getMessage());
    }

    /** Translates the failure of a write. */
    static Throwable ofWrite(Throwable cause, String journal, long ledger) {
        int code = code(cause);
        if (code == BKException.Code.LedgerFencedException || code == BKException.Code.LedgerClosedException) {
            return fenced(journal, cause);
        }
        return new IOException(
                "Writing to ledger " + ledger + " of " + journal + " failed: " + message(unwrapped(cause), code)
                        + ". Open the journal again when enough bookies can be reached",
                cause);
    }

    static JournalFencedException fenced(String journal, Throwable cause) {
        return new JournalFencedException(
                "Another process has opened " + journal + ". Close the journal here.", true, cause);
    }

    static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        IOException failure = new InterruptedIOException("Interrupted while waiting for BookKeeper or ZooKeeper");
        failure.initCause(cause);
        return failure;
    }

    static void sleep(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
