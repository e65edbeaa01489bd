package io.ironjournal.internal;

import io.ironjournal.CursorConflictException;
import io.ironjournal.Entry;
import io.ironjournal.ErrorContext;
import io.ironjournal.cursor.ExpectedPosition;
import io.ironjournal.cursor.ReadingCursor;
import io.ironjournal.format.CursorKey;
import io.ironjournal.text.Printable;
import java.time.Duration;
import java.util.Optional;

/** A cursor that moves in transactions of its own, or in a branch to which it is passed. */
final class LocalCursor implements ReadingCursor {

    private final EngineCursors cursors;
    private final CursorKey key;

    /** The cursor's position when this object began to read. */
    private ExpectedPosition found;

    /** The id of the next entry to read. */
    private long next;

    private boolean hasRead;

    LocalCursor(EngineCursors cursors, CursorKey key) {
        this.cursors = cursors;
        this.key = key;
        this.found = cursors.find(key);
        this.next = found.position();
    }

    private void begin(ExpectedPosition now) {
        found = now;
        next = now.position();
        hasRead = false;
    }

    @Override
    public String name() {
        return key.cursor();
    }

    @Override
    public String stream() {
        return key.stream();
    }

    @Override
    public CursorKey key() {
        return key;
    }

    @Override
    public ExpectedPosition expected() {
        return found;
    }

    @Override
    public void readFrom(long id) {
        next = id;
        hasRead = true;
    }

    @Override
    public long position() {
        return cursors.find(key).position();
    }

    @Override
    public Optional<Entry> next() {
        beginAgainIfMoved();
        Optional<Entry> entry = cursors.read(key.stream(), next);
        if (entry.isPresent()) {
            next++;
            hasRead = true;
        }
        return entry;
    }

    private void beginAgainIfMoved() {
        ExpectedPosition now = cursors.find(key);
        if (now.equals(found)) {
            return;
        }
        boolean conflicts = hasRead;
        begin(now);
        if (conflicts) {
            throw new CursorConflictException(
                    "Cursor '" + Printable.name(key.cursor()) + "' of stream '"
                            + Printable.name(key.stream())
                            + "' has changed since it was read: another consumer moved it, or the stream was"
                            + " deleted. It is at " + now.position()
                            + ". Discard the entries that were read, and read again.",
                    ErrorContext.ofStream(key.stream()).withId(now.position()),
                    null);
        }
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        ExpectedPosition now = cursors.find(key);
        return cursors.await(key.stream(), now.equals(found) ? next : now.position(), timeout);
    }

    @Override
    public void advanceTo(long id) {
        try {
            begin(cursors.advance(key, found, id));
        } catch (CursorConflictException e) {
            begin(cursors.find(key));
            throw e;
        }
    }

    /** Does not read from the journal, because the journal may be closed. */
    @Override
    public String toString() {
        return "Cursor['" + Printable.name(key.cursor()) + "' of stream '" + Printable.name(key.stream())
                + "', next id " + next + "]";
    }
}
