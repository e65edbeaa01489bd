package io.ironjournal.cursor;

import io.ironjournal.Cursor;
import io.ironjournal.format.CursorKey;

/** A cursor that remembers where it began to read, so that whoever moves it can tell whether that still holds. */
public interface ReadingCursor extends Cursor {

    CursorKey key();

    ExpectedPosition found();

    /** Goes on reading from an id, to which the cursor is about to be moved. */
    void readFrom(long id);
}
