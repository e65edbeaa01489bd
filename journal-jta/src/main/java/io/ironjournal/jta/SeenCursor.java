package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.ErrorContext;
import io.ironjournal.text.Printable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What a consumer knows about a cursor from the last transaction that used it. A later transaction may advance the
 * cursor without reading. It then advances past the entries that were read before, and fails if another consumer has
 * moved the cursor since.
 *
 * @param reader knows the position of the cursor in that transaction
 * @param moved whether that transaction advanced the cursor
 * @param position the position to which it advanced the cursor, if it did
 * @param outcome the outcome of that transaction
 */
record SeenCursor(Cursor reader, boolean moved, long position, CompletableFuture<?> outcome) {

    /**
     * Returns a cursor for the next transaction.
     *
     * @param now creates a cursor with the current position
     * @return a cursor that can be advanced only from the position that the consumer knows
     * @throws CursorConflictException when another consumer has moved the cursor since
     */
    Cursor again(Supplier<Cursor> now) {
        if (!moved || outcome.isCompletedExceptionally()) {
            return reader;
        }
        Cursor current = now.get();
        if (outcome.isDone() && current.position() != position) {
            throw new CursorConflictException(
                    "Another consumer moved cursor '" + Printable.name(current.name()) + "' from "
                            + position + ", the position after this consumer's last transaction, to "
                            + current.position() + ". Roll back and read again.",
                    ErrorContext.ofStream(current.stream()).withId(current.position()),
                    null);
        }
        return current;
    }
}
