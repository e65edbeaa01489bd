package io.ironjournal.internal;

import io.ironjournal.JournalFailedException;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.write.EntriesWrite;
import io.ironjournal.write.WriteLimits;
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

    /** Moves a producer, unless the sequence is already written, or in this transaction. */
    boolean advance(String producer, long sequence, WriteLimits limits) {
        WriteLimits.checkProducer(producer);
        WriteLimits.requireSequence(sequence);
        EntryBodyBuilder buffer = buffer();
        ProducerMove earlier = buffer.producer(producer);
        long last = earlier == null ? writer.writes().producers().last(producer).orElse(-1) : earlier.sequence();
        if (sequence <= last) {
            return false;
        }
        limits.checkPosition(buffer, EntryBodyBuilder.PRODUCER_SIZE);
        buffer.move(writer.writes().move(producer, sequence));
        return true;
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
