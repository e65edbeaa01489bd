package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.Entry;
import java.time.Duration;
import java.util.Optional;

/** The state of one cursor in one transaction: what the transaction has read and how far it has advanced the cursor. */
final class JoinedCursor {

    private final JoinedTransaction transaction;

    /** Reads the entries, and knows the position of the cursor at the first read. */
    private final Cursor reader;

    /** The position to which the transaction has advanced the cursor. */
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
     * Advances the cursor when the transaction commits.
     *
     * @throws CursorConflictException when another consumer has moved the cursor since the transaction read it
     */
    void advanceTo(long id) {
        if (id == position() && !moved) {
            // Nothing to commit. Reading starts again, unless another consumer has moved the cursor.
            transaction.unlessInConflict(() -> {
                reader.advanceTo(id);
                return id;
            });
        } else {
            // The branch compares with the position at the first read, not with the current one.
            transaction.advance(reader, id);
            position = id;
            moved = true;
        }
    }

    /** Returns what the consumer knows about the cursor now. */
    SeenCursor seen() {
        return new SeenCursor(reader, moved, position, transaction.ending().result());
    }
}
