package io.ironjournal.internal;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.Entry;
import io.ironjournal.format.CursorKey;
import io.ironjournal.format.StreamName;
import java.time.Duration;
import java.util.Optional;

/** A cursor that moves by transactions of its own. */
final class LocalCursor implements Cursor {

    private final Cursors cursors;
    private final CursorKey key;

    /** Where the cursor was when this object began to read, and how far it has read since. */
    private long from;

    private long read;

    LocalCursor(Cursors cursors, CursorKey key) {
        this.cursors = cursors;
        this.key = key;
        begin(cursors.position(key));
    }

    private void begin(long position) {
        from = position;
        read = position;
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
    public long position() {
        return cursors.position(key);
    }

    @Override
    public Optional<Entry> next() {
        long position = position();
        if (position != from) {
            boolean hasRead = read > from;
            begin(position);
            if (hasRead) {
                throw new CursorConflictException("Cursor '" + key.cursor() + "' of stream '"
                        + StreamName.printable(key.stream()) + "' was moved to " + position
                        + " by another consumer since it was read. Give up what was read.");
            }
        }
        Optional<Entry> entry = cursors.read(key.stream(), read);
        if (entry.isPresent()) {
            read++;
        }
        return entry;
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return cursors.await(key.stream(), Math.max(read, position()), timeout);
    }

    @Override
    public void advanceTo(long id) {
        boolean advanced = false;
        try {
            cursors.advance(key, from, id);
            advanced = true;
        } finally {
            begin(advanced ? id : position());
        }
    }
}
