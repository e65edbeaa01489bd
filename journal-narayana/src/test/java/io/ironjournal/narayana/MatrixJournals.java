package io.ironjournal.narayana;

import io.ironjournal.Journal;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.DiskStorage;
import java.nio.file.Path;

/** Opens the journals of the crash matrix. */
interface MatrixJournals {

    /** Journals in files. */
    MatrixJournals IN_FILES = (directory, writes) -> JournalOpener.open(
            HaltingJournal.options(directory).build(), new HaltingStorage(new DiskStorage(directory), writes), true);

    /**
     * Opens a journal.
     *
     * @param directory its directory, which differs between journals
     * @param writes is asked in each write of the log whether the process dies there, and perhaps in other writes
     */
    Journal open(Path directory, HaltingWrites writes);
}
