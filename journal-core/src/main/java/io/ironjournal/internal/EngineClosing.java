package io.ironjournal.internal;

import io.ironjournal.DiskFullException;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalIOException;
import io.ironjournal.branch.BranchTable;
import io.ironjournal.flush.FlushScheduler;
import io.ironjournal.flush.Flusher;
import io.ironjournal.io.ExchangedException;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.log.Committer;
import io.ironjournal.manager.StateTable;
import io.ironjournal.memtable.Streams;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Closes a journal once. Later calls wait until the first one has ended. */
final class EngineClosing {

    private final CallGate gate;
    private final CloseSignal closed;
    private final BranchTable branches;
    private final Streams streams;
    private final FlushScheduler flushing;
    private final IntervalSync sync;
    private final Storage storage;
    private final Committer committer;
    private final StateTable states;
    private final Flusher flusher;
    private final List<Closeable> resources;

    /**
     * Prepares the close of a journal.
     *
     * @param closed is notified when the journal is closed
     * @param resources are released last, in this order
     */
    EngineClosing(
            CallGate gate,
            CloseSignal closed,
            BranchTable branches,
            Streams streams,
            FlushScheduler flushing,
            IntervalSync sync,
            Storage storage,
            Committer committer,
            StateTable states,
            Flusher flusher,
            List<Closeable> resources) {
        this.gate = gate;
        this.closed = closed;
        this.branches = branches;
        this.streams = streams;
        this.flushing = flushing;
        this.sync = sync;
        this.storage = storage;
        this.committer = committer;
        this.states = states;
        this.flusher = flusher;
        this.resources = resources;
    }

    void close() {
        if (!gate.close()) {
            closed.awaitEnd();
            return;
        }
        Runnable outcomes = branches.close(storage.describe(""));
        try {
            closeNow();
        } finally {
            closed.end();
            outcomes.run();
        }
    }

    /** Writes and forces everything, ends the threads, and releases the directory. No call is running any more. */
    private void closeNow() {
        streams.wakeFollowers();
        sync.stop();
        flushing.stop();
        JournalException failure = null;
        try {
            // Also after another failure: an exchanged directory makes other calls fail first.
            storage.verify();
            Throwable failed = committer.failure();
            if (failed instanceof ExchangedException exchanged) {
                throw exchanged;
            }
            if (failed == null) {
                states.force();
                flusher.lastRound();
            }
        } catch (NoSpaceException | DiskFullException e) {
            // Everything acknowledged is forced in the log. The next opening continues from there.
        } catch (ExchangedException e) {
            failure = new JournalFailedException(String.valueOf(e.getMessage()), false, e);
        } catch (IOException e) {
            failure = new JournalIOException(
                    "Closing the journal could not write all entries to segments: " + e.getMessage()
                            + ". No acknowledged entry is lost: the commit log has them, and the next opening writes them",
                    e);
        } catch (JournalException e) {
            failure = e;
        } finally {
            resources.forEach(Closing::quietly);
        }
        if (failure != null && !(failure instanceof JournalClosedException)) {
            throw failure;
        }
    }
}
