package io.ironjournal.recovery;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.cursor.CursorTable;
import io.ironjournal.format.CursorKey;
import io.ironjournal.format.CursorMove;
import io.ironjournal.io.Storage;
import java.io.IOException;

/**
 * Marks a journal as the target of a copy that has not ended, so that nothing uses it.
 *
 * <p>The mark is a cursor with a name that no application can give. So it is in the log, in snapshots of the log, and in the
 * file of cursors, like every cursor. If the log is in files of the directory, the directory also has a file, which counts
 * until the copy is in forced files.
 */
public final class CopyMark {

    private static final String FILE = "COPYING";

    /** Longer than the names of cursors that applications can give. */
    private static final CursorKey CURSOR = new CursorKey(
            "The mark of a copy that has not ended. The copy removes it in the end. Until then, no opening succeeds.",
            "incomplete copy");

    private static final long SET = 1;

    private CopyMark() {}

    /** Durably marks a directory whose log is in files. */
    public static void begin(Storage storage) throws IOException {
        storage.create(FILE).close();
        storage.forceDirectory("");
    }

    /** Durably removes the mark of a directory. */
    public static void end(Storage storage) throws IOException {
        if (storage.exists(FILE)) {
            storage.delete(FILE);
            storage.forceDirectory("");
        }
    }

    /** Returns the record's part that marks a journal. */
    public static CursorMove begin(long millis) {
        return new CursorMove(CURSOR.cursor(), CURSOR.stream(), 0, SET, millis);
    }

    /** Returns the record's part that removes the mark. */
    public static CursorMove end(long millis) {
        return begin(millis).to(CursorMove.DELETED);
    }

    /** Returns whether a directory is marked. */
    public static boolean isMarked(Storage storage) throws IOException {
        return storage.exists(FILE);
    }

    /** Returns whether a cursor is the mark of a journal. */
    public static boolean isMark(CursorMove move) {
        return move.key().equals(CURSOR);
    }

    /** Refuses a marked directory. */
    static void refuse(Storage storage) throws IOException {
        if (storage.exists(FILE)) {
            throw incomplete(storage, ". Delete the directory, and copy again");
        }
    }

    /** Refuses a marked journal. */
    public static void refuse(CursorTable cursors, Storage storage) {
        if (cursors.position(CURSOR, 0) == SET) {
            throw incomplete(storage, ". Delete the directory and the commit log, and copy again");
        }
    }

    private static CorruptionException incomplete(Storage storage, String remedy) {
        return new CorruptionException(
                "The journal in " + storage.describe("")
                        + " is not complete: the process that copied it from another journal has not ended, or was killed"
                        + remedy,
                ErrorContext.ofFile(storage.describe("")),
                null);
    }
}
