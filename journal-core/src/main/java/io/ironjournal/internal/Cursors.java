package io.ironjournal.internal;

import io.ironjournal.Entry;
import io.ironjournal.TruncatedException;
import io.ironjournal.format.CursorKey;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.StreamName;
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

    long position(CursorKey key) {
        gate.enter();
        try {
            return parts.cursors().position(key);
        } finally {
            gate.leave();
        }
    }

    /** The entry of an id; empty when there is none yet. */
    Optional<Entry> read(String stream, long id) {
        gate.enter();
        try {
            Optional<Entry> entry = parts.reader().get(stream, id).map(data -> new Entry(id, data));
            long first = entry.isPresent() ? id : parts.reader().firstId(stream);
            if (id < first) {
                throw new TruncatedException("The cursor is at " + id + ", but stream '"
                        + StreamName.printable(stream) + "' begins at " + first
                        + ": the entries between were truncated. Advance the cursor there to go on without them.");
            }
            return entry;
        } finally {
            gate.leave();
        }
    }

    /** Waits without holding up {@code close}, which ends the wait. */
    boolean await(String stream, long id, Duration timeout) throws InterruptedException {
        gate.requireOpen();
        boolean there = parts.reader().await(stream, id, timeout, gate::closed);
        gate.requireOpen();
        return there;
    }

    void advance(CursorKey key, long from, long to) {
        gate.enter();
        try {
            Object owner = new Object() {
                @Override
                public String toString() {
                    return "one outside a transaction";
                }
            };
            CursorMove move = parts.cursors().claim(key.cursor(), key.stream(), from, to, owner);
            try {
                if (to > from) {
                    EntryBodyBuilder body = new EntryBodyBuilder();
                    body.move(move);
                    journal.commit(body);
                }
            } finally {
                parts.cursors().release(List.of(move), owner);
            }
        } finally {
            gate.leave();
        }
    }
}
