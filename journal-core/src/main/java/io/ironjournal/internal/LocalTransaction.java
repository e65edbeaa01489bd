package io.ironjournal.internal;

import io.ironjournal.JournalFailedException;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.write.EntriesWrite;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A transaction of one journal only: a buffer that becomes one record at commit. For one thread.
 *
 * @param <R> the result of its commit
 */
final class LocalTransaction<R> {

    private final EngineWriter writer;
    private final CallGate gate;
    private final EntryBodyBuilder entries = new EntryBodyBuilder();
    private final CompletableFuture<R> committed = new CompletableFuture<>();
    private boolean ended;

    LocalTransaction(EngineWriter writer, CallGate gate) {
        this.writer = writer;
        this.gate = gate;
    }

    /** Returns the buffer. Fails if the transaction can no longer be committed. */
    EntryBodyBuilder buffer() {
        requireActive();
        gate.requireOpenAndWorking();
        return entries;
    }

    /**
     * Commits the buffer.
     *
     * @param ofNothing the result if the buffer is empty
     * @param result creates the result from the written entries
     */
    R commit(R ofNothing, Function<EntriesWrite, R> result) {
        requireActive();
        boolean nothing = entries.isEmpty() && !entries.hasExpectations();
        R done = nothing ? ofNothing : commitEntries(result);
        ended = true;
        committed.complete(done);
        return done;
    }

    private R commitEntries(Function<EntriesWrite, R> result) {
        try {
            return result.apply(writer.commit(entries));
        } catch (JournalFailedException e) {
            // It may have been committed, so it can be neither repeated nor rolled back.
            ended = true;
            committed.completeExceptionally(e);
            throw e;
        }
    }

    CompletionStage<R> committed() {
        return committed.minimalCompletionStage();
    }

    void rollback() {
        requireActive();
        end();
    }

    void close() {
        if (!ended) {
            end();
        }
    }

    private void end() {
        ended = true;
        committed.completeExceptionally(new CancellationException("The transaction was rolled back"));
    }

    private void requireActive() {
        if (ended) {
            throw new IllegalStateException(
                    "This writer was committed, rolled back or closed. Get another one from the journal.");
        }
    }

    /** Returns the name of the journal, and whether the transaction has ended. */
    @Override
    public String toString() {
        return gate + (ended ? ", ended" : "");
    }
}
