package io.ironjournal.tools;

import io.ironjournal.JournalOptions;
import java.nio.file.Path;

/** The journal that a command creates and fills with entries of another one. */
final class CreatedJournal {

    private static final long GIB = 1L << 30;
    private static final long MIB = 1L << 20;

    private CreatedJournal() {}

    /** Returns options with the highest limits. So no entry or branch of the other journal is too large. */
    static JournalOptions options(Path directory) {
        return JournalOptions.builder(directory)
                .maxEntrySize(GIB)
                .maxTransactionSize(GIB + MIB)
                .build();
    }
}
