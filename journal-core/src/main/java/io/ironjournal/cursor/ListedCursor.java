package io.ironjournal.cursor;

import io.ironjournal.CursorInfo;
import io.ironjournal.text.Printable;
import java.time.Instant;

/** A cursor at the time of listing. */
record ListedCursor(String name, String stream, long position, long lag, Instant movedAt) implements CursorInfo {

    @Override
    public String toString() {
        return "CursorInfo['" + Printable.name(name) + "' of stream '" + Printable.name(stream) + "', position "
                + position + ", lag " + lag + ", moved at " + movedAt + "]";
    }
}
