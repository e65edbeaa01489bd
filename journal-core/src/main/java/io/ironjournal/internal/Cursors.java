package io.ironjournal.internal;

import io.ironjournal.BeyondEndException;
import io.ironjournal.Entry;
import io.ironjournal.ErrorContext;
import io.ironjournal.TruncatedException;
import io.ironjournal.cursor.ExpectedPosition;
import io.ironjournal.format.CursorKey;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.read.StreamReader;
import io.ironjournal.text.Printable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a cursor without a transaction does with the open journal. */
final class Cursors {

    private final JournalEngine journal;
    private final EngineParts parts;
    private final OpenGate gate;

    Cursors(JournalEngine journal, EngineParts parts, OpenGate gate) {
        this.journal = journal;
        this.parts = parts;
        this.gate = gate;
    }

    ExpectedPosition find(CursorKey key) {
        return journal.whileOpen(() -> parts.cursors().find(key));
    }

    /** The entry of an id; empty when there is none yet. */
    Optional<Entry> read(String stream, long id) {
        return journal.whileOpen(() -> {
            Optional<Entry> entry = parts.reader().get(stream, id).map(data -> new Entry(id, data));
            if (entry.isEmpty()) {
                requireReadable(stream, id);
            }
            return entry;
        });
    }

    private void requireReadable(String stream, long id) {
        long first = parts.reader().firstId(stream);
        if (id < first) {
            throw new TruncatedException(
                    "The cursor is at " + id + ", but stream '" + Printable.name(stream) + "' begins at " + first
                            + ": the entries between were truncated. Advance the cursor there to go on without them.",
                    ErrorContext.ofStream(stream).withId(id),
                    null);
        }
        long next = parts.reader().nextId(stream);
        if (id > next) {
            throw new BeyondEndException(
                    "The cursor is at " + id + ", but the next entry of stream '" + Printable.name(stream)
                            + "' will get id " + next,
                    ErrorContext.ofStream(stream).withId(id),
                    null);
        }
    }

    /** Waits without holding up {@code close}, which ends the wait. */
    boolean await(String stream, long id, Duration timeout) throws InterruptedException {
        StreamReader.Wait wait = journal.whileOpen(() -> parts.reader().waitFor(stream));
        boolean there = wait.await(id, gate::closed, timeout);
        gate.requireOpen();
        return there;
    }

    /** Moves a cursor; returns where it is then. */
    ExpectedPosition advance(CursorKey key, ExpectedPosition found, long to) {
        Object owner = new Object() {
            @Override
            public String toString() {
                return "one outside a transaction";
            }
        };
        CursorMove move = journal.whileWorking(() -> parts.cursors().claim(key, found, to, owner));
        try {
            if (to > found.position()) {
                EntryBodyBuilder body = new EntryBodyBuilder();
                body.move(move);
                journal.commit(body);
            }
            return new ExpectedPosition(move.generation(), to);
        } finally {
            parts.cursors().release(List.of(move), owner);
        }
    }
}
