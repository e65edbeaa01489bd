package io.ironjournal.internal;

import io.ironjournal.IdRange;
import io.ironjournal.JournalFailedException;
import io.ironjournal.TxnWriter;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.text.Printable;
import io.ironjournal.write.WriteLimits;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A transaction of this journal alone: a buffer, and one record when it is committed. */
final class LocalTxnWriter implements TxnWriter {

    private final JournalEngine journal;
    private final String stream;
    private final WriteLimits limits;
    private final EntryBodyBuilder entries = new EntryBodyBuilder();
    private final CompletableFuture<IdRange> committed = new CompletableFuture<>();
    private boolean ended;

    LocalTxnWriter(JournalEngine journal, String stream, WriteLimits limits) {
        this.journal = journal;
        this.stream = stream;
        this.limits = limits;
    }

    @Override
    public TxnWriter add(byte[] entry) {
        return add(stream, entry);
    }

    @Override
    public TxnWriter add(String other, byte[] entry) {
        requireActive();
        journal.requireOpenAndWorking();
        limits.check(entries, other, entry);
        entries.add(other, entry);
        return this;
    }

    @Override
    public IdRange commit() {
        requireActive();
        IdRange range = entries.isEmpty() ? IdRange.EMPTY : commitEntries();
        ended = true;
        committed.complete(range);
        return range;
    }

    private IdRange commitEntries() {
        try {
            return journal.commit(entries).rangeOf(stream);
        } catch (JournalFailedException e) {
            // It may have happened: neither may it be tried again, nor is it rolled back.
            ended = true;
            committed.completeExceptionally(e);
            throw e;
        }
    }

    @Override
    public CompletionStage<IdRange> committed() {
        return committed.minimalCompletionStage();
    }

    @Override
    public void rollback() {
        requireActive();
        end();
    }

    private void end() {
        ended = true;
        committed.completeExceptionally(new CancellationException("The transaction was rolled back"));
    }

    @Override
    public void close() {
        if (!ended) {
            end();
        }
    }

    private void requireActive() {
        if (ended) {
            throw new IllegalStateException(
                    "This writer was committed, rolled back or closed; ask the journal for another");
        }
    }

    @Override
    public String toString() {
        return "TxnWriter[stream '" + Printable.name(stream) + "' of " + journal + (ended ? ", ended]" : "]");
    }
}
