package io.ironjournal.internal;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;

/** Opens journals on the disk. */
public final class JournalOpener {

    private JournalOpener() {}

    public static Journal open(JournalOptions options) {
        throw new UnsupportedOperationException("The engine is being put together: " + options);
    }
}
