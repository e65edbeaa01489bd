package io.ironjournal.cursor;

import io.ironjournal.Cursor;
import io.ironjournal.format.CursorKey;

/** A cursor that remembers where it began to read, so that a move can check that the position is unchanged. */
public interface ReadingCursor extends Cursor {

    CursorKey key();

    ExpectedPosition expected();

    /** Continues to read at an id, to which the cursor is about to be moved. */
    void readFrom(long id);
}
