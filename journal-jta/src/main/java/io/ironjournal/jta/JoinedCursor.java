package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.Entry;
import java.time.Duration;
import java.util.Optional;

/** How one transaction reads with a cursor, and how far it has moved it. Over with the transaction. */
final class JoinedCursor {

    private final JoinedTransaction transaction;

    /** Knows where the cursor was found when it was first read. */
    private final Cursor reader;

    private long position;

    JoinedCursor(JoinedTransaction transaction, Cursor reader) {
        this.transaction = transaction;
        this.reader = reader;
        this.position = reader.position();
    }

    long position() {
        return position;
    }

    Optional<Entry> next() {
        return reader.next();
    }

    boolean await(Duration timeout) throws InterruptedException {
        return reader.await(timeout);
    }

    /**
     * Moves the cursor when the transaction commits.
     *
     * @throws CursorConflictException when it is not, or no longer, where the transaction found it
     */
    void advanceTo(long id) {
        transaction.advance(reader, id);
        position = id;
    }
}
