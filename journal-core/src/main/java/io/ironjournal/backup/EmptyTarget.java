package io.ironjournal.backup;

import io.ironjournal.BackupException;
import io.ironjournal.ErrorContext;
import io.ironjournal.io.Storage;
import io.ironjournal.recovery.JournalPresence;
import java.io.IOException;
import java.util.List;

/** Refuses to write into a directory that has files. */
final class EmptyTarget {

    private EmptyTarget() {}

    /**
     * Fails if a directory has files, other than those of the operating system.
     *
     * @param what what is about to be written
     */
    static void require(Storage storage, String what) throws IOException {
        List<String> names = JournalPresence.content(storage);
        if (names.contains(JournalPresence.RESTORING)) {
            throw JournalPresence.unfinishedRestore(storage);
        }
        if (!names.isEmpty()) {
            throw new BackupException(
                    "The directory " + storage.describe("") + " contains " + JournalPresence.shown(names)
                            + ". A " + what
                            + " is written only to an empty or missing directory. Use another one, or move"
                            + " its files away",
                    ErrorContext.ofFile(storage.describe("")),
                    null);
        }
    }
}
