package io.ironjournal.backup;

import io.ironjournal.BackupException;
import io.ironjournal.BackupReport;
import io.ironjournal.ErrorContext;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import io.ironjournal.recovery.JournalPresence;
import io.ironjournal.recovery.RestoredMark;
import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;

/** Makes a journal of a backup. A file in the journal's directory says that it is not complete yet. From then on another one says that it was restored. */
public final class Restoration {

    private Restoration() {}

    /** Verifies a backup, and copies its files to an empty storage. */
    public static BackupReport restore(Storage backup, Storage to) throws IOException {
        long start = System.nanoTime();
        EmptyTarget.require(to, "journal");
        BackupManifest manifest = Verification.verified(backup);
        Closeable lock = to.lock();
        try (lock) {
            EmptyTarget.require(to, "journal");
            begin(to);
            ByteCopy bytes = new ByteCopy(() -> {});
            CopiedTree tree = new CopiedTree(to, "");
            for (BackedUpFile file : manifest.files()) {
                copy(backup, file, tree, bytes);
            }
            // A journal without entries has no stream in its backup.
            tree.prepare("streams/");
            tree.prepare("log/");
            tree.forceAll();
            RestoredMark.set(to);
            to.delete(JournalPresence.RESTORING);
            to.forceDirectory("");
            return BackupResult.of(manifest, 0, bytes.copied(), start);
        }
    }

    private static void begin(Storage to) throws IOException {
        try (WritableFile file = to.create(JournalPresence.RESTORING)) {
            file.write(
                    0,
                    Hashes.utf8(
                            "A backup is being restored into this directory. Until it is complete, no journal can be"
                                    + " opened here.\n"));
            file.force();
        }
        to.forceDirectory("");
    }

    private static void copy(Storage backup, BackedUpFile file, CopiedTree tree, ByteCopy bytes) throws IOException {
        String path = BackupManifest.FILES + '/' + file.path();
        MessageDigest digest = Hashes.begin();
        try (ReadableFile in = backup.openForRead(path);
                WritableFile out = tree.create(file.path())) {
            bytes.copy(in, out, 0, file.length(), digest);
            bytes.zeros(out, file.length(), file.size());
            tree.force(file.path(), out);
        }
        if (!Hashes.end(digest).equals(file.hash())) {
            throw new BackupException(
                    backup.describe(path)
                            + " was changed while it was restored. Delete the content of the directory of the"
                            + " journal, and restore again",
                    ErrorContext.ofFile(backup.describe(path)),
                    null);
        }
    }
}
