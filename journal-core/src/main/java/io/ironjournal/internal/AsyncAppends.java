package io.ironjournal.internal;

import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalException;
import io.ironjournal.log.Committer;
import io.ironjournal.log.Write;
import io.ironjournal.write.WriteListener;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Queues appends whose callers do not wait for the outcome. */
record AsyncAppends(CallGate gate, Committer committer, ClaimWait claims) {

    /**
     * Queues an append. Waits before that while a prepared branch claims the stream.
     *
     * @param write creates the write, which calls the listener, and waits for memory
     * @return the outcome: the id of the first entry
     */
    CompletionStage<Long> submit(String stream, Function<WriteListener, Write> write) {
        AppendFuture append = new AppendFuture(gate);
        boolean entered = false;
        boolean queued = false;
        try {
            claims.beforeAsyncAppend(stream);
            gate.enter();
            entered = true;
            gate.requireWorking();
            Write created = write.apply(append);
            queued = true;
            committer.submit(created);
        } catch (JournalClosedException e) {
            throw e;
        } catch (JournalException e) {
            append.failed(e);
        } finally {
            if (entered && !queued) {
                gate.leave();
            }
        }
        return append.future();
    }
}
