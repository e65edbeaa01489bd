package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.Entry;
import java.time.Duration;
import java.util.Optional;

/**
 * A cursor that reads and moves in the thread's transaction where there is one. What belongs to a transaction is kept
 * with that transaction, so that this object may be used in any number of them.
 */
final class TransactionalCursor implements Cursor {

    private static final long NOTHING = -1;

    private final OpenJournal open;
    private final TransactionContext context;
    private final String name;
    private final String stream;

    private volatile Cursor outside;

    /** The first entry that was read outside of transactions since this object moved the cursor. */
    private volatile long readOutside = NOTHING;

    TransactionalCursor(OpenJournal open, TransactionContext context, String name, String stream) {
        this.open = open;
        this.context = context;
        this.name = name;
        this.stream = stream;
        this.outside = open.journal().cursor(name, stream);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public long position() {
        return context.isInTransaction() ? joined().position() : outside.position();
    }

    @Override
    public Optional<Entry> next() {
        return context.isInTransaction() ? joined().next() : nextOutside();
    }

    private Optional<Entry> nextOutside() {
        Optional<Entry> entry;
        try {
            entry = outside.next();
        } catch (CursorConflictException moved) {
            readOutside = NOTHING;
            throw moved;
        }
        if (readOutside == NOTHING && entry.isPresent()) {
            readOutside = entry.get().id();
        }
        return entry;
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return context.isInTransaction() ? joined().await(timeout) : outside.await(timeout);
    }

    @Override
    public void advanceTo(long id) {
        try {
            if (context.isInTransaction()) {
                joinedFrom(readOutside).advanceTo(id);
            } else {
                outside.advanceTo(id);
            }
        } finally {
            readOutside = NOTHING;
            outside = open.journal().cursor(name, stream);
        }
    }

    private JoinedCursor joined() {
        return joinedFrom(NOTHING);
    }

    /**
     * How the transaction reads with this cursor. One that has not yet done so may move it for what was read before it
     * began; then nobody else may have moved the cursor since.
     */
    private JoinedCursor joinedFrom(long read) {
        return context.joinActive(open, "No cursor can be read or moved")
                .cursor(name, stream, () -> read == NOTHING ? open.journal().cursor(name, stream) : outside);
    }
}
