package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.ErrorContext;
import io.ironjournal.text.Printable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What a consumer knows of a cursor from the last transaction in which it used it. A later transaction that moves the
 * cursor without reading again does so for what was read then, and nobody else may have moved it since.
 *
 * @param reader knows where that transaction found the cursor
 * @param moved whether that transaction moved it
 * @param position to where, if so
 * @param outcome how that transaction ended
 */
record SeenCursor(Cursor reader, boolean moved, long position, CompletableFuture<?> outcome) {

    /**
     * Finds the cursor again.
     *
     * @param now makes a cursor that finds it where it is now
     * @return a cursor that can be moved only from where the consumer last saw it, or left it
     * @throws CursorConflictException when another consumer has moved it from where this one left it
     */
    Cursor again(Supplier<Cursor> now) {
        if (!moved || outcome.isCompletedExceptionally()) {
            return reader;
        }
        Cursor current = now.get();
        if (outcome.isDone() && current.position() != position) {
            throw new CursorConflictException(
                    "Cursor '" + Printable.name(current.name()) + "' was moved by another consumer, from "
                            + position + ", where this one left it, to " + current.position()
                            + ". Roll back, and read again.",
                    ErrorContext.ofStream(current.stream()).withId(current.position()),
                    null);
        }
        return current;
    }
}
