package io.ironjournal.internal;

import io.ironjournal.BeyondEndException;
import io.ironjournal.Cursor;
import io.ironjournal.CursorInfo;
import io.ironjournal.Entry;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalCursors;
import io.ironjournal.TruncatedException;
import io.ironjournal.cursor.CursorAdvance;
import io.ironjournal.cursor.ExpectedPosition;
import io.ironjournal.format.CursorKey;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.EntryTime;
import io.ironjournal.format.StreamName;
import io.ironjournal.read.StreamReader;
import io.ironjournal.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Cursors of an open journal, used without a transaction. */
final class EngineCursors implements JournalCursors {

    private final CallGate gate;
    private final CursorAdvance cursors;
    private final StreamReader reader;
    private final EngineWriter writer;

    EngineCursors(CallGate gate, CursorAdvance cursors, StreamReader reader, EngineWriter writer) {
        this.gate = gate;
        this.cursors = cursors;
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public Cursor cursor(String name, String stream) {
        return new LocalCursor(this, key(name, stream));
    }

    private static CursorKey key(String name, String stream) {
        CursorAdvance.checkName(name);
        StreamName.check(stream);
        return new CursorKey(name, stream);
    }

    ExpectedPosition find(CursorKey key) {
        return gate.whileOpen(() -> cursors.find(key));
    }

    /** Returns the entry of an id, or empty if it does not exist yet. */
    Optional<Entry> read(String stream, long id) {
        return gate.whileOpen(() -> {
            Optional<Entry> entry = reader.entry(stream, id);
            if (entry.isEmpty()) {
                requireReadable(stream, id);
            }
            return entry;
        });
    }

    private void requireReadable(String stream, long id) {
        long first = reader.firstId(stream);
        if (id < first) {
            throw new TruncatedException(
                    "The cursor is at " + id + ", but stream '" + Printable.name(stream) + "' begins at " + first
                            + ". The entries between were truncated. Advance the cursor there to continue without them.",
                    ErrorContext.ofStream(stream).withId(id),
                    null);
        }
        long next = reader.nextId(stream);
        if (id > next) {
            throw new BeyondEndException(
                    "The cursor is at " + id + ", but the next entry of stream '" + Printable.name(stream)
                            + "' gets id " + next,
                    ErrorContext.ofStream(stream).withId(id),
                    null);
        }
    }

    /** Waits for an entry without delaying {@code close}, which ends the wait. */
    boolean await(String stream, long id, Duration timeout) throws InterruptedException {
        StreamReader.Wait wait = gate.whileOpen(() -> reader.waitFor(stream));
        boolean there = wait.await(id, gate::closed, timeout);
        gate.requireOpen();
        return there;
    }

    /** Moves a cursor, and returns its new position. */
    ExpectedPosition advance(CursorKey key, ExpectedPosition found, long to) {
        Object owner = new CallOwner();
        CursorMove move = gate.whileWorking(() -> cursors.claim(key, found, to, owner));
        commit(move, owner, to > found.position());
        return new ExpectedPosition(move.generation(), to);
    }

    @Override
    public List<CursorInfo> cursors() {
        return gate.whileOpen(cursors::list);
    }

    /** Returns whether a cursor exists, and its position is an id or below it. */
    boolean isAtOrBelow(String name, String stream, long id) {
        CursorKey key = key(name, stream);
        return gate.whileOpen(() -> cursors.isAtOrBelow(key, id));
    }

    @Override
    public void resetCursor(String name, String stream, long id) {
        CursorKey key = key(name, stream);
        if (id < 0) {
            throw new IllegalArgumentException(
                    "Cursor '" + Printable.name(name) + "' cannot be reset to " + id + ": the first id is 0");
        }
        Object owner = new CallOwner();
        CursorMove move = gate.whileWorking(() -> {
            requireNotTruncated(key, id);
            CursorMove claimed = cursors.claimReset(key, id, owner);
            try {
                // A rule of retention may have removed the entry before the claim kept it.
                requireNotTruncated(key, id);
            } catch (RuntimeException e) {
                cursors.release(List.of(claimed), owner);
                throw e;
            }
            return claimed;
        });
        commit(move, owner, true);
    }

    @Override
    public long resetCursor(String name, String stream, Instant time) {
        long micros = EntryTime.atOrAfter(time);
        long id = gate.whileOpen(() -> reader.firstIdAt(stream, micros));
        resetCursor(name, stream, id);
        return id;
    }

    private void requireNotTruncated(CursorKey key, long id) {
        long first = reader.firstId(key.stream());
        if (id < first) {
            throw new TruncatedException(
                    "Cursor '" + Printable.name(key.cursor()) + "' cannot be reset to " + id + ": stream '"
                            + Printable.name(key.stream()) + "' begins at " + first
                            + ", because the entries before were truncated",
                    ErrorContext.ofStream(key.stream()).withId(id),
                    null);
        }
    }

    @Override
    public boolean deleteCursor(String name, String stream) {
        CursorKey key = key(name, stream);
        Object owner = new CallOwner();
        CursorMove deletion = gate.whileWorking(() -> cursors.claimDeletion(key, owner));
        if (deletion == null) {
            return false;
        }
        commit(deletion, owner, true);
        return true;
    }

    /** Commits a claimed move if it changes anything, and releases the claim. */
    private void commit(CursorMove move, Object owner, boolean changes) {
        try {
            if (changes) {
                EntryBodyBuilder body = new EntryBodyBuilder();
                body.move(move);
                writer.commit(body);
            }
        } finally {
            cursors.release(List.of(move), owner);
        }
    }

    /** The owner of a claim, as messages name it. */
    private static final class CallOwner {
        @Override
        public String toString() {
            return "a call outside a transaction";
        }
    }
}
