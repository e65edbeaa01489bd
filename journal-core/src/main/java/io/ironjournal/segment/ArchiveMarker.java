package io.ironjournal.segment;

import io.ironjournal.ArchiveException;
import io.ironjournal.ErrorContext;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code ARCHIVE} in an archive, and a copy of it in the journal. An archive whose volume is not mounted is an empty
 * directory on another volume. Without the file, segments would be kept there, and hidden when the volume is mounted again.
 * Used by one thread at a time.
 */
final class ArchiveMarker {

    static final String PATH = "ARCHIVE";

    private static final String UNNAMED = "ARCHIVE.new";
    private static final int LENGTH = 36;

    private final Storage journal;
    private final Storage archive;

    ArchiveMarker(Storage journal, Storage archive) {
        this.journal = journal;
        this.archive = archive;
    }

    /**
     * Fails unless this is the archive that the journal used before. At the first use, both get the file.
     *
     * @throws ArchiveException if it is another one
     */
    void use() throws IOException {
        UUID known = read(journal);
        if (known != null) {
            requireSame(known);
            return;
        }
        UUID there = read(archive);
        if (there == null) {
            there = UUID.randomUUID();
            write(archive, there, true);
        }
        // Also if it was there: a process that was killed may not have forced its name.
        archive.forceDirectory("");
        // Not forced: if a power failure takes the file, the next use writes it again.
        write(journal, there, false);
    }

    /**
     * Fails if the journal used another archive before.
     *
     * @throws ArchiveException if it did
     */
    void require() throws IOException {
        UUID known = read(journal);
        if (known != null) {
            requireSame(known);
        }
    }

    private void requireSame(UUID known) throws IOException {
        UUID there = read(archive);
        if (!known.equals(there)) {
            throw new ArchiveException(
                    archive.describe("") + " is not the archive that the journal used before: its file " + PATH
                            + (there == null ? " is missing or damaged" : " names another archive")
                            + ". If its volume is not mounted, mount it. If the archive was moved, move this file, too. To begin"
                            + " another archive there, delete " + journal.describe(PATH),
                    ErrorContext.ofFile(archive.describe(PATH)),
                    null);
        }
    }

    /** Returns the content; null if the file is missing, or torn by a power failure. */
    private static @Nullable UUID read(Storage storage) throws IOException {
        if (!storage.exists(PATH)) {
            return null;
        }
        byte[] bytes = new byte[LENGTH];
        try (ReadableFile file = storage.openForRead(PATH)) {
            if (file.size() < LENGTH) {
                return null;
            }
            file.read(0, ByteBuffer.wrap(bytes));
        }
        String text = new String(bytes, StandardCharsets.US_ASCII);
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void write(Storage storage, UUID id, boolean forced) throws IOException {
        storage.delete(UNNAMED);
        try (WritableFile file = storage.create(UNNAMED)) {
            file.write(0, ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.US_ASCII)));
            if (forced) {
                file.force();
            }
        }
        storage.rename(UNNAMED, PATH);
    }
}
