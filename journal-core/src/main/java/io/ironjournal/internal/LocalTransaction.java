package io.ironjournal.internal;

import io.ironjournal.JournalFailedException;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.write.EntriesWrite;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A transaction of one journal alone: a buffer, and one record when it is committed. For one thread.
 *
 * @param <R> what its commit returns
 */
final class LocalTransaction<R> {

    private final JournalEngine journal;
    private final EntryBodyBuilder entries = new EntryBodyBuilder();
    private final CompletableFuture<R> committed = new CompletableFuture<>();
    private boolean ended;

    LocalTransaction(JournalEngine journal) {
        this.journal = journal;
    }

    /** Returns the buffer, to add to it; fails when nothing of it can be committed any more. */
    EntryBodyBuilder buffer() {
        requireActive();
        journal.requireOpenAndWorking();
        return entries;
    }

    /**
     * Commits the buffer.
     *
     * @param ofNothing the result when the buffer is empty
     * @param result makes the result of what was written
     */
    R commit(R ofNothing, Function<EntriesWrite, R> result) {
        requireActive();
        R done = entries.isEmpty() ? ofNothing : commitEntries(result);
        ended = true;
        committed.complete(done);
        return done;
    }

    private R commitEntries(Function<EntriesWrite, R> result) {
        try {
            return result.apply(journal.commit(entries));
        } catch (JournalFailedException e) {
            // It may have happened: neither may it be tried again, nor is it rolled back.
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

    boolean ended() {
        return ended;
    }

    private void requireActive() {
        if (ended) {
            throw new IllegalStateException(
                    "This writer was committed, rolled back or closed; ask the journal for another");
        }
    }
}
