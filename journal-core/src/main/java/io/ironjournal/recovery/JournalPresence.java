package io.ironjournal.recovery;

import io.ironjournal.BackupException;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalNotFoundException;
import io.ironjournal.io.Storage;
import io.ironjournal.log.LogFiles;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks whether a directory contains a journal, or may get one, before anything is written there.
 *
 * <p>It knows the files of this engine only: the manifest, the segments of streams, and the commit log in files. It does not
 * ask the {@link io.ironjournal.spi.log.LogProvider}. If the log survives the directory, the caller sets {@code mustExist} to
 * false, and {@link Recovery} asks the log.
 */
public final class JournalPresence {

    /** Names that a process leaves when it is killed while it creates a journal. */
    private static final Set<String> UNFINISHED = Set.of("MANIFEST.new", LogFiles.DIRECTORY, SegmentStore.DIRECTORY);

    private static final Set<String> OF_THE_LOCK = Set.of("LOCK", "LOCK.jvm");

    /** Names that operating systems create in the root of a volume, besides hidden files. */
    private static final Set<String> OF_THE_SYSTEM =
            Set.of("lost+found", "System Volume Information", "$RECYCLE.BIN", "aquota.user", "aquota.group");

    /** The manifest of a journal. */
    public static final String MANIFEST = ManifestFile.PATH;

    /** Exists while a backup is being restored into the directory. */
    public static final String RESTORING = "RESTORING";

    private static final int SHOWN = 5;

    private JournalPresence() {}

    /**
     * Refuses a directory without a journal in which no journal may be created, and one with a part of a journal.
     *
     * @param mustExist whether no journal may be created at all
     * @throws io.ironjournal.CorruptionException when a copy into the directory has not ended
     * @throws JournalNotFoundException when there is no journal, and the directory is not empty or {@code mustExist} is set
     * @throws BackupException when a journal was not completely restored into the directory
     */
    public static void check(Storage storage, boolean mustExist) throws IOException {
        CopyMark.refuse(storage);
        if (storage.exists(RESTORING)) {
            throw unfinishedRestore(storage);
        }
        if (isJournal(storage)) {
            return;
        }
        List<String> foreign = content(storage).stream()
                .filter(name -> !UNFINISHED.contains(name))
                .toList();
        String found = "There is no journal in " + storage.describe("")
                + (foreign.isEmpty() ? "" : ", which contains " + shown(foreign));
        if (mustExist) {
            throw new JournalNotFoundException(
                    found + ", and the option mustExist forbids creating one. Check the path, and"
                            + " whether its volume is mounted. Without the option, a journal is created in an empty directory.",
                    ErrorContext.ofFile(storage.describe("")),
                    null);
        }
        if (!foreign.isEmpty()) {
            throw new JournalNotFoundException(
                    found + ". A journal is created only in an empty directory. Check the path, or"
                            + " use another directory for the journal.",
                    ErrorContext.ofFile(storage.describe("")),
                    null);
        }
    }

    /** Returns the error for a directory into which a journal was not completely restored. */
    public static BackupException unfinishedRestore(Storage storage) {
        return new BackupException(
                "The journal in " + storage.describe("")
                        + " is not complete: a backup is being restored there, or that was"
                        + " interrupted. If it is not running any more, delete the content of the directory, and restore the"
                        + " backup again",
                ErrorContext.ofFile(storage.describe(RESTORING)),
                null);
    }

    /** Returns what a directory contains, without the files of operating systems and those of the lock. */
    public static List<String> content(Storage storage) throws IOException {
        return storage.list("").stream()
                .filter(name -> !name.startsWith(".") && !OF_THE_LOCK.contains(name) && !OF_THE_SYSTEM.contains(name))
                .toList();
    }

    private static boolean isJournal(Storage storage) throws IOException {
        return storage.exists(ManifestFile.PATH)
                || storage.list(LogFiles.DIRECTORY).stream().anyMatch(LogFiles::isLive)
                || SegmentStore.hasStreams(storage);
    }

    /** Returns the first names as text. */
    public static String shown(List<String> names) {
        String shown = names.stream()
                .limit(SHOWN)
                .map(name -> "'" + Printable.name(name) + "'")
                .collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }
}
