package io.ironjournal.scenario;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.TruncatedException;
import java.util.function.Consumer;

/** Reads streams that are truncated at the same time. */
final class BackupLoadReading {

    private BackupLoadReading() {}

    /** Reads what is there. Ends where a truncation comes in between. */
    static void readQuietly(Journal journal, String stream, Consumer<Entry> reader) {
        try (EntryIterator iterator = journal.iterate(stream, journal.firstId(stream))) {
            while (iterator.hasNext()) {
                reader.accept(iterator.next());
            }
        } catch (TruncatedException e) {
            // What was read so far is enough.
        }
    }
}
