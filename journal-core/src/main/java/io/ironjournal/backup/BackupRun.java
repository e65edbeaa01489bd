package io.ironjournal.backup;

import io.ironjournal.BackupReport;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import io.ironjournal.log.LogListing;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One backup. Used by one thread. */
final class BackupRun {

    private final Storage journal;
    private final Storage backup;
    private final @Nullable EarlierBackup earlier;
    private final boolean linking;
    private final CopiedTree tree;
    private final ByteCopy bytes;
    private final List<BackedUpFile> files = new ArrayList<>();

    /** Fails if the pin has expired, while it is taken. */
    private Runnable stillPinned = () -> {};

    BackupRun(Storage journal, Storage backup, @Nullable EarlierBackup earlier, boolean linking, Runnable stillOpen) {
        this.journal = journal;
        this.backup = backup;
        this.earlier = earlier;
        this.linking = linking;
        this.tree = new CopiedTree(backup, BackupManifest.FILES + '/');
        this.bytes = new ByteCopy(() -> {
            stillOpen.run();
            stillPinned.run();
        });
    }

    BackupReport run(HotBackup source, Duration pinLimit, long start) throws IOException {
        SegmentCopies segments = new SegmentCopies(journal, backup, tree, bytes, usableEarlier(), linking);
        source.passes(segments, bytes);
        Cut cut = source.cut(pinLimit);
        try (cut) {
            stillPinned = source.pins()::requireHeld;
            segments.copyPinned(cut.segments());
            for (LogListing.Listed part : cut.log()) {
                copyLog(part);
            }
            for (Cut.RootFile file : cut.root()) {
                copy(file.path(), file.file(), file.length(), file.length());
            }
            source.pins().requireHeld();
        } finally {
            stillPinned = () -> {};
            source.pins().release();
        }
        tree.forceAll();
        files.addAll(segments.files());
        files.sort(Comparator.comparing(BackedUpFile::path));
        BackupManifest manifest = new BackupManifest(source.journalId(), cut.lsn(), cut.taken(), List.copyOf(files));
        manifest.write(backup);
        return BackupResult.of(manifest, segments.linked(), bytes.copied(), start);
    }

    /** Returns the earlier backup if no loss was recorded since then. A loss may change segments that were complete. */
    private @Nullable EarlierBackup usableEarlier() throws IOException {
        EarlierBackup base = earlier;
        if (base == null) {
            return null;
        }
        for (String path : Cut.LOSSES) {
            String before = base.hashOf(path);
            String now = null;
            if (journal.exists(path)) {
                MessageDigest digest = Hashes.begin();
                try (ReadableFile file = journal.openForRead(path)) {
                    bytes.hash(file, 0, file.size(), digest);
                }
                now = Hashes.end(digest);
            }
            if (before == null ? now != null : !before.equals(now)) {
                return null;
            }
        }
        return base;
    }

    private void copyLog(LogListing.Listed part) throws IOException {
        try (ReadableFile in = journal.openForRead(part.path())) {
            copy(part.path(), in, part.length(), part.size());
        }
    }

    private void copy(String path, ReadableFile in, long length, long size) throws IOException {
        MessageDigest digest = Hashes.begin();
        try (WritableFile out = tree.create(path)) {
            bytes.copy(in, out, 0, length, digest);
            tree.unforced(path);
        }
        files.add(new BackedUpFile(path, Hashes.end(digest), length, size));
    }
}
