package io.ironjournal.jta;

import io.ironjournal.CursorConflictException;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.TruncatedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How one transaction reads with a cursor, and how far it has moved it. Over with the transaction. */
final class JoinedCursor {

    private final JoinedTransaction transaction;
    private final Journal journal;
    private final String name;
    private final String stream;
    private long position;
    private long read;

    JoinedCursor(JoinedTransaction transaction, Journal journal, String name, String stream, long position) {
        this.transaction = transaction;
        this.journal = journal;
        this.name = name;
        this.stream = stream;
        this.position = position;
        this.read = position;
    }

    long position() {
        return position;
    }

    Optional<Entry> next() {
        long id = read;
        Optional<Entry> entry = journal.get(stream, id).map(data -> new Entry(id, data));
        if (entry.isPresent()) {
            read++;
        } else if (id < journal.firstId(stream)) {
            throw new TruncatedException(
                    "Cursor '" + name + "' is at " + id + ", but stream '" + stream + "' begins at "
                            + journal.firstId(stream)
                            + ": the entries between were truncated. Advance the cursor there to go on without them.");
        }
        return entry;
    }

    boolean await(Duration timeout) throws InterruptedException {
        if (read < journal.nextId(stream)) {
            return true;
        }
        CompletableFuture<Void> over =
                new CompletableFuture<Void>().completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try (EntryIterator tail = journal.tail(stream, read)) {
            over.minimalCompletionStage().thenRun(tail::close);
            boolean there = tail.hasNext();
            if (!there && Thread.interrupted()) {
                throw new InterruptedException();
            }
            return there;
        } finally {
            over.complete(null);
        }
    }

    /**
     * Moves the cursor when the transaction commits.
     *
     * @throws CursorConflictException when it is not, or no longer, where the transaction found it
     */
    void advanceTo(long id) {
        if (id < position) {
            throw new IllegalArgumentException("Cursor '" + name + "' of stream '" + stream + "' is at " + position
                    + " and moves forward only, not to " + id);
        }
        if (id > position) {
            transaction.advance(name, stream, position, id);
            position = id;
        }
        read = id;
    }
}
