package io.ironjournal.jta;

import io.ironjournal.IdRange;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.InMemoryJournal.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A local writer of an {@link InMemoryJournal}. */
final class InMemoryWriter implements TxnWriter {
    private final InMemoryJournal journal;
    private final String own;
    private final List<Stored> entries = new ArrayList<>();
    private final CompletableFuture<IdRange> committed = new CompletableFuture<>();
    private boolean over;

    InMemoryWriter(InMemoryJournal journal, String own) {
        this.journal = journal;
        this.own = own;
    }

    @Override
    public TxnWriter add(byte[] entry) {
        return add(own, entry);
    }

    @Override
    public TxnWriter add(String stream, byte[] entry) {
        requireGoing();
        entries.add(new Stored(stream, entry.clone()));
        return this;
    }

    @Override
    public IdRange commit() {
        requireGoing();
        over = true;
        committed.complete(journal.commit(entries).getOrDefault(own, IdRange.EMPTY));
        return committed.join();
    }

    @Override
    public CompletionStage<IdRange> committed() {
        return committed;
    }

    @Override
    public void rollback() {
        requireGoing();
        close();
    }

    @Override
    public void close() {
        over = true;
        committed.completeExceptionally(new IllegalStateException("rolled back"));
    }

    private void requireGoing() {
        if (over) {
            throw new IllegalStateException("The writer is over");
        }
    }
}
