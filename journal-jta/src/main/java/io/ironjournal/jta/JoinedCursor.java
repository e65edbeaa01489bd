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

    /** How far the transaction has moved the cursor. */
    private long position;

    private boolean moved;

    JoinedCursor(JoinedTransaction transaction, Cursor reader) {
        this.transaction = transaction;
        this.reader = reader;
    }

    long position() {
        return moved ? position : reader.position();
    }

    Optional<Entry> next() {
        return transaction.unlessInConflict(reader::next);
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
        if (id == position() && !moved) {
            // Nothing to commit: reading begins anew, unless somebody else has moved it.
            transaction.unlessInConflict(() -> {
                reader.advanceTo(id);
                return id;
            });
        } else {
            // The branch compares with where the cursor was found, not with where others have moved it since.
            transaction.advance(reader, id);
            position = id;
            moved = true;
        }
    }

    /** What a consumer knows of the cursor by now. */
    SeenCursor seen() {
        return new SeenCursor(reader, moved, position, transaction.ending().result());
    }
}
