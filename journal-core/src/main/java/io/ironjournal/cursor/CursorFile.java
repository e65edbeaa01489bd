package io.ironjournal.cursor;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.CursorSnapshot;
import io.ironjournal.format.FileState;
import io.ironjournal.io.ForceFailures;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/** The file of all cursors and producers. It is small and only the flusher writes it, so it is replaced as a whole. */
public final class CursorFile {

    public static final String PATH = "cursors";
    private static final String TEMPORARY = "cursors.new";
    private static final int MAX_SIZE = 1 << 30;
    private static final String REMEDY = " Restore it from a copy. If there is none, open with the corruptionPolicy"
            + " TRUNCATE, which records the loss: cursors that the log does not move begin at the first entry again, and producers"
            + " without a sequence.";

    private final Storage storage;
    private final UUID journalId;

    public CursorFile(Storage storage, UUID journalId) {
        this.storage = storage;
        this.journalId = journalId;
    }

    /**
     * Reads the cursors in the file. Returns none if there is no file.
     *
     * @param expected the file that the newest flush mark relies on
     * @param logEnd the LSN of the log end
     * @throws CorruptionException if the file is missing, damaged, or an older copy
     */
    public CursorSnapshot read(FileState expected, long logEnd) throws IOException {
        String name = storage.describe(PATH);
        if (!storage.exists(PATH)) {
            if (expected.exists()) {
                throw new SegmentNotFoundException(
                        name + " is missing. It has the positions of all cursors and producers." + REMEDY,
                        ErrorContext.ofFile(name),
                        null);
            }
            return new CursorSnapshot(0, List.of(), List.of());
        }
        try (ReadableFile file = storage.openForRead(PATH)) {
            long size = file.size();
            if (size > MAX_SIZE) {
                throw new CorruptionException(
                        name + " has " + size + " bytes, more than cursors of a journal can need." + REMEDY,
                        ErrorContext.ofFile(name),
                        null);
            }
            byte[] bytes = new byte[(int) size];
            file.read(0, ByteBuffer.wrap(bytes));
            CursorSnapshot found = CursorSnapshot.decode(bytes, journalId, name);
            String contradiction = expected.contradiction(found.born(), size, logEnd);
            if (contradiction != null) {
                throw new CorruptionException(
                        name + " " + contradiction + "." + REMEDY, ErrorContext.ofFile(name), null);
            }
            return found;
        }
    }

    /** Replaces the file. A crash leaves the old or the new file. Returns the state that a flush mark may rely on. */
    FileState replace(CursorSnapshot content) throws IOException {
        storage.delete(TEMPORARY);
        ByteBuffer bytes = content.encode(journalId);
        FileState state = new FileState(content.born(), bytes.remaining());
        try (WritableFile file = storage.create(TEMPORARY)) {
            file.write(0, bytes);
            file.force();
        }
        storage.rename(TEMPORARY, PATH);
        ForceFailures.run("the cursors", () -> storage.forceDirectory(""));
        return state;
    }
}
