package io.ironjournal.internal;

import io.ironjournal.DiskFullException;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalIOException;
import io.ironjournal.io.ExchangedException;
import io.ironjournal.io.NoSpaceException;
import java.io.IOException;

/** Closes a journal, of which no call is under way any more. */
record EngineClosing(EngineParts parts) {

    /** Writes and forces everything, ends the threads, and gives up the directory. */
    void close() {
        parts.streams().wakeFollowers();
        parts.background().stop();
        JournalException failure = null;
        try {
            // Also after another failure: what is exchanged makes other calls fail first.
            parts.storage().verify();
            Throwable failed = parts.committer().failure();
            if (failed instanceof ExchangedException exchanged) {
                throw exchanged;
            }
            if (failed == null) {
                parts.flusher().lastRound();
            }
        } catch (NoSpaceException | DiskFullException e) {
            // Everything acknowledged is forced in the log, and the next opening goes on from there.
        } catch (ExchangedException e) {
            failure = new JournalFailedException(String.valueOf(e.getMessage()), false, e);
        } catch (IOException e) {
            failure = new JournalIOException(
                    "Closing could not write everything to the streams' segments; the commit log still has it, and the"
                            + " next opening will: " + e.getMessage(),
                    e);
        } catch (JournalException e) {
            failure = e;
        } finally {
            letGo();
        }
        if (failure != null && !(failure instanceof JournalClosedException)) {
            throw failure;
        }
    }

    private void letGo() {
        parts.committer().close();
        parts.threads().close();
        Closing.quietly(parts.log());
        Closing.quietly(parts.store());
        Closing.quietly(parts.checkpoints());
        Closing.quietly(parts.lock());
        Closing.quietly(parts.storage());
    }
}
