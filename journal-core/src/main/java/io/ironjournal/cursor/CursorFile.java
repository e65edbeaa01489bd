package io.ironjournal.cursor;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.CursorSnapshot;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/** The file of all cursors, replaced as a whole: they are few, and it is written in rounds of the flusher only. */
public final class CursorFile {

    private static final String PATH = "cursors";
    private static final String UNNAMED = "cursors.new";
    private static final int MAX_SIZE = 1 << 30;

    private final Storage storage;
    private final UUID journalId;

    public CursorFile(Storage storage, UUID journalId) {
        this.storage = storage;
        this.journalId = journalId;
    }

    /** What the file has; nothing when there is none. */
    List<CursorMove> read() throws IOException {
        if (!storage.exists(PATH)) {
            return List.of();
        }
        String name = storage.describe(PATH);
        try (ReadableFile file = storage.openForRead(PATH)) {
            long size = file.size();
            if (size > MAX_SIZE) {
                throw new CorruptionException(name + " has " + size + " bytes, more than the cursors of any journal");
            }
            byte[] bytes = new byte[(int) size];
            file.read(0, ByteBuffer.wrap(bytes));
            return CursorSnapshot.decode(bytes, journalId, name);
        }
    }

    /** Replaces the file; a crash leaves the old one or the new one. */
    void replace(List<CursorMove> moves) throws IOException {
        storage.delete(UNNAMED);
        try (WritableFile file = storage.create(UNNAMED)) {
            file.write(0, CursorSnapshot.encode(moves, journalId));
            file.force();
        }
        storage.rename(UNNAMED, PATH);
        try {
            storage.forceDirectory("");
        } catch (NoSpaceException e) {
            // A force that finds no space is a failed force, and not to be tried again.
            throw new IOException("Forcing the cursors failed: " + e.getMessage(), e);
        }
    }
}
