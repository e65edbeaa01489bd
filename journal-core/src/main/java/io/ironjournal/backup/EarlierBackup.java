package io.ironjournal.backup;

import io.ironjournal.BackupException;
import io.ironjournal.ErrorContext;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.segment.SegmentListing.Listed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The backup on which an incremental one is based. It has the bytes of a segment if its file has the same path and length,
 * the same header, and the same last bytes. The header names the journal and the generation of the stream. The last bytes
 * are those of the last frame, with the time of its last entry. So a file of a journal that was restored meanwhile and then
 * went on in another way is not taken for the same.
 */
final class EarlierBackup {

    private static final int COMPARED = 4 << 10;

    private final Storage storage;
    private final BackupManifest manifest;
    private final Map<String, BackedUpFile> files;

    private EarlierBackup(Storage storage, BackupManifest manifest) {
        this.storage = storage;
        this.manifest = manifest;
        this.files = manifest.byPath();
    }

    /** Reads the manifest of a backup, which must be complete and of the same journal. */
    static EarlierBackup open(Storage storage, UUID journalId) throws IOException {
        BackupManifest manifest = BackupManifest.read(storage);
        if (!manifest.journalId().equals(journalId)) {
            throw new BackupException(
                    "The backup in " + storage.describe("") + " is of journal " + manifest.journalId()
                            + ", but this is journal " + journalId
                            + ". Take a full backup, or name an earlier backup of this journal",
                    ErrorContext.ofFile(storage.describe("")),
                    null);
        }
        return new EarlierBackup(storage, manifest);
    }

    /** Returns the LSN of the backup. */
    long lsn() {
        return manifest.lsn();
    }

    Storage storage() {
        return storage;
    }

    /** Returns the hash of a file, or null if the backup does not have it. */
    @Nullable
    String hashOf(String path) {
        BackedUpFile file = files.get(path);
        return file == null ? null : file.hash();
    }

    /** Returns the file with the bytes of a segment, or null if there is none. */
    @Nullable
    BackedUpFile sameAs(Listed segment, Storage journal) throws IOException {
        BackedUpFile file = files.get(segment.path());
        if (file == null || file.length() != segment.length()) {
            return null;
        }
        try (ReadableFile here = journal.openForRead(segment.path());
                ReadableFile there = storage.openForRead(BackupManifest.FILES + '/' + segment.path())) {
            long end = segment.length();
            boolean same = there.size() == end
                    && bytes(here, 0, end).equals(bytes(there, 0, end))
                    && bytes(here, end - COMPARED, end).equals(bytes(there, end - COMPARED, end));
            return same ? file : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static ByteBuffer bytes(ReadableFile file, long from, long end) throws IOException {
        long begin = Math.max(0, from);
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(COMPARED, end - begin));
        file.read(begin, bytes);
        return bytes.flip();
    }
}
