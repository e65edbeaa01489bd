package io.ironjournal.inspect;

import io.ironjournal.CorruptionException;
import io.ironjournal.JournalException;
import io.ironjournal.UnsupportedFormatException;
import io.ironjournal.checkpoint.CheckpointInspection;
import io.ironjournal.cursor.CursorFile;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.flush.BuiltFile;
import io.ironjournal.format.BuiltState;
import io.ironjournal.format.CursorSnapshot;
import io.ironjournal.format.FileFinding;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.Storage;
import io.ironjournal.log.LogInspection;
import io.ironjournal.recovery.CopyMark;
import io.ironjournal.recovery.JournalPresence;
import io.ironjournal.recovery.LossFile;
import io.ironjournal.recovery.ManifestFile;
import io.ironjournal.recovery.RestoredMark;
import io.ironjournal.segment.SegmentInspection;
import io.ironjournal.segment.SegmentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the state of a directory once, in the order of recovery. Everything irregular becomes a finding. */
final class StateLoader {

    private static final UUID NO_JOURNAL = new UUID(0, 0);

    /** The list of a backup's files, and the directory with them. */
    private static final String BACKUP = "BACKUP";

    private static final String BACKED_UP = "files/";

    private final Storage storage;
    private final List<Finding> findings = new ArrayList<>();

    StateLoader(Storage storage) {
        this.storage = storage;
    }

    InspectedState load() throws IOException {
        @Nullable Manifest written = manifest();
        @Nullable LogInspection log = LogInspection.load(storage, findings::add).orElse(null);
        @Nullable Manifest manifest = log == null ? written : log.manifest();
        compare(written, log);
        FlushMark mark = log == null ? markWithoutLog(written) : log.mark();
        Manifest identity = manifest == null ? new Manifest(0, NO_JOURNAL) : manifest;
        long end = log == null ? Long.MAX_VALUE : log.end();
        @Nullable LossFile losses = losses(manifest);
        SegmentInspection segments = new SegmentInspection(storage, identity.journalId());
        CheckpointInspection checkpoints = new CheckpointInspection(storage, identity);
        CursorSnapshot positions = new CursorSnapshot(0, List.of(), List.of());
        if (manifest != null) {
            segments.loadCatalogue(mark.catalogue(), end, findings::add);
            checkpoints.load(mark, end, findings::add);
            positions = positions(mark, end, manifest);
        }
        LogContents contents = new LogContents(mark, positions, checkpoints, findings::add);
        if (losses != null) {
            contents.delete(losses.deletions());
        }
        if (log != null) {
            contents.read(log);
        }
        reportIncompleteCopy(contents);
        reportIncompleteRestore();
        return new InspectedState(
                storage,
                manifest,
                log,
                mark,
                segments,
                contents,
                losses == null ? List.of() : losses.losses(),
                losses != null && losses.salvaging(),
                storage.exists(RestoredMark.PATH),
                findings);
    }

    private void reportIncompleteCopy(LogContents contents) throws IOException {
        boolean marked = contents.removeCopyMark();
        if (marked || CopyMark.isMarked(storage)) {
            findings.add(FileFinding.of(
                            FindingKind.INCOMPLETE_COPY,
                            "The journal in " + storage.describe("")
                                    + " is not complete: the process that copied it from another journal has not ended, or"
                                    + " was killed")
                    .in(storage.describe("")));
        }
    }

    /** Nothing else matters then, because the files are going to be deleted. */
    private void reportIncompleteRestore() throws IOException {
        if (storage.exists(JournalPresence.RESTORING)) {
            findings.clear();
            findings.add(FileFinding.of(FindingKind.INCOMPLETE_RESTORE, JournalPresence.unfinishedRestore(storage)));
        }
    }

    private @Nullable Manifest manifest() throws IOException {
        String name = storage.describe(ManifestFile.PATH);
        boolean dispensable = LogInspection.exists(storage);
        try {
            Optional<Manifest> found = new ManifestFile(storage).read(dispensable);
            if (found.isEmpty() && dispensable) {
                findings.add(FileFinding.of(FindingKind.MANIFEST, name + " is missing or damaged")
                        .in(name));
            }
            return found.orElse(null);
        } catch (UnsupportedFormatException e) {
            findings.add(FileFinding.of(FindingKind.UNSUPPORTED_FORMAT, e));
        } catch (CorruptionException e) {
            findings.add(FileFinding.of(FindingKind.MANIFEST, e));
        }
        return null;
    }

    private void compare(@Nullable Manifest written, @Nullable LogInspection log) throws IOException {
        if (log != null && written != null && !written.equals(log.manifest())) {
            String name = storage.describe(ManifestFile.PATH);
            findings.add(FileFinding.of(
                            FindingKind.FOREIGN_FILE,
                            name + " belongs to journal " + written.journalId()
                                    + ", but the commit log belongs to journal "
                                    + log.manifest().journalId())
                    .in(name));
        }
        if (log == null && !LogInspection.exists(storage)) {
            reportMissingLog(written);
        } else if (log == null && written != null) {
            findings.replaceAll(found -> found.kind() == FindingKind.FOREIGN_FILE ? identified(found, written) : found);
        }
    }

    private Finding identified(Finding found, Manifest written) {
        return FileFinding.of(
                        FindingKind.FOREIGN_FILE,
                        found.message() + ". According to its manifest, the directory belongs to journal "
                                + written.journalId())
                .in(storage.describe("log"));
    }

    private void reportMissingLog(@Nullable Manifest written) throws IOException {
        String directory = storage.describe("");
        if (written != null && storage.exists(BuiltFile.PATH)) {
            findings.add(FileFinding.of(
                            FindingKind.LOG_ELSEWHERE,
                            "The commit log of " + directory + " is not in this directory. What only the log has is not"
                                    + " shown: unflushed entries, and branches in doubt")
                    .in(directory));
        } else if (written != null || SegmentStore.hasStreams(storage)) {
            findings.add(FileFinding.of(
                            FindingKind.LOG_MISSING,
                            "The commit log in " + storage.describe("log")
                                    + " is missing or has no segments, although the directory belongs to a journal")
                    .in(storage.describe("log")));
        } else if (storage.exists(BACKUP) && isBackup()) {
            findings.add(FileFinding.of(FindingKind.BACKUP, directory + " is a backup of a journal, and not a journal")
                    .in(directory));
        } else if (isBackup()) {
            findings.add(FileFinding.of(
                            FindingKind.INCOMPLETE_BACKUP,
                            directory + " has no journal, but a part of a backup: its file " + BACKUP + " is missing")
                    .in(directory));
        } else if (findings.isEmpty()) {
            findings.add(FileFinding.of(FindingKind.NO_JOURNAL, "There is no journal in " + directory)
                    .in(directory));
        }
    }

    private boolean isBackup() throws IOException {
        return storage.exists(BACKED_UP + ManifestFile.PATH)
                || LogInspection.exists(storage, BACKED_UP)
                || !storage.list(BACKED_UP + SegmentStore.DIRECTORY).isEmpty();
    }

    /** Without a log, the files are all that is known. */
    private FlushMark markWithoutLog(@Nullable Manifest written) throws IOException {
        if (written != null) {
            try {
                Optional<BuiltState> built = new BuiltFile(storage).read();
                if (built.isPresent()) {
                    return built.get().mark();
                }
            } catch (JournalException e) {
                findings.add(FileFinding.of(FindingKind.UNSUPPORTED_FORMAT, e));
            }
        }
        return FlushMark.lost(0).at(0, Long.MAX_VALUE);
    }

    private @Nullable LossFile losses(@Nullable Manifest manifest) throws IOException {
        try {
            LossFile losses = LossFile.load(storage);
            if (manifest != null) {
                losses.requireJournal(manifest.journalId());
            }
            for (String loss : losses.losses()) {
                findings.add(FileFinding.of(FindingKind.LOSS, loss).in(storage.describe("LOSS")));
            }
            if (losses.salvaging()) {
                findings.add(FileFinding.of(
                                FindingKind.SALVAGE,
                                "An opening after a loss was interrupted: " + storage.describe("SALVAGE") + " exists")
                        .in(storage.describe("SALVAGE")));
            }
            return losses;
        } catch (CorruptionException e) {
            findings.add(FileFinding.of(FindingKind.LOG_INCONSISTENT, e));
            return null;
        }
    }

    private CursorSnapshot positions(FlushMark mark, long end, Manifest manifest) throws IOException {
        try {
            return new CursorFile(storage, manifest.journalId()).read(mark.cursors(), end);
        } catch (UnsupportedFormatException e) {
            findings.add(FileFinding.of(FindingKind.UNSUPPORTED_FORMAT, e));
        } catch (CorruptionException e) {
            findings.add(FileFinding.of(FindingKind.CURSORS, e));
        }
        return new CursorSnapshot(0, List.of(), List.of());
    }
}
