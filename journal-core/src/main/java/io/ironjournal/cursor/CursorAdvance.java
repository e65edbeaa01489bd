package io.ironjournal.cursor;

import io.ironjournal.BeyondEndException;
import io.ironjournal.format.CursorKey;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.StreamName;
import io.ironjournal.stream.StreamReader;
import io.ironjournal.stream.Streams;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Checks a move of a cursor before it has any effect, and claims the cursor for whoever moves it. */
public final class CursorAdvance {

    private final CursorTable table;
    private final Streams streams;
    private final StreamReader reader;

    public CursorAdvance(CursorTable table, Streams streams, StreamReader reader) {
        this.table = table;
        this.streams = streams;
        this.reader = reader;
    }

    /** What a cursor may be called: the same as a stream. */
    public static void checkName(String cursor) {
        if (cursor.isEmpty() || cursor.getBytes(StandardCharsets.UTF_8).length > StreamName.MAX_BYTES) {
            throw new IllegalArgumentException("The name of a cursor has 1 to " + StreamName.MAX_BYTES
                    + " bytes in UTF-8; '" + StreamName.printable(cursor) + "' has not");
        }
    }

    /** Where a cursor stands. */
    public long position(CursorKey key) {
        return table.position(key, streams.incarnation(key.stream()));
    }

    /** The move that is to be committed, and then released by its owner. */
    public CursorMove claim(String cursor, String stream, long from, long to, Object owner) {
        checkName(cursor);
        if (to < from) {
            throw new IllegalArgumentException("Cursor '" + cursor + "' of stream '" + StreamName.printable(stream)
                    + "' is at " + from + " and moves forward only, not to " + to);
        }
        long next = reader.nextId(stream);
        if (to > next) {
            throw new BeyondEndException("Cursor '" + cursor + "' cannot move to " + to + ": the next entry of stream '"
                    + StreamName.printable(stream) + "' will get id " + next);
        }
        CursorMove move = new CursorMove(cursor, stream, streams.incarnation(stream), to);
        table.claim(move.key(), move.incarnation(), from, owner);
        return move;
    }

    /** Ends claims. */
    public void release(List<CursorMove> moves, Object owner) {
        table.release(moves, owner);
    }
}
