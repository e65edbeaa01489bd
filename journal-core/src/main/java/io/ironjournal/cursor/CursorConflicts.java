package io.ironjournal.cursor;

import io.ironjournal.CursorConflictException;
import io.ironjournal.ErrorContext;
import io.ironjournal.format.CursorKey;
import io.ironjournal.text.Printable;

/** The errors of consumers that cannot move a cursor. */
final class CursorConflicts {

    private CursorConflicts() {}

    static CursorConflictException streamDeleted(CursorKey key) {
        return new CursorConflictException(
                "Stream '" + Printable.name(key.stream()) + "' was deleted after cursor '"
                        + Printable.name(key.cursor()) + "' read from it. Roll back, and read again.",
                ErrorContext.ofStream(key.stream()),
                null);
    }

    static CursorConflictException moved(CursorKey key, long expected, long position) {
        return new CursorConflictException(
                "Cursor '" + Printable.name(key.cursor()) + "' of stream '" + Printable.name(key.stream())
                        + "' was moved by another consumer, from " + expected + " to " + position
                        + ", since it was read. Roll back, and read again.",
                ErrorContext.ofStream(key.stream()).withId(position),
                null);
    }

    static CursorConflictException claimed(CursorKey key, Object other) {
        return new CursorConflictException(
                "Cursor '" + Printable.name(key.cursor()) + "' of stream '" + Printable.name(key.stream())
                        + "' is being moved by another consumer (" + other
                        + "), whose transaction has not ended. Roll back, and try again.",
                ErrorContext.ofStream(key.stream()),
                null);
    }
}
