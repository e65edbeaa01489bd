package io.ironjournal.cdi;

import io.ironjournal.Journal;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * A journal bean of the application that replaces ours, for example a mock in a test. The application opens, recovers
 * and closes it.
 */
record ApplicationsJournal(Journal journal, TransactionSynchronizationRegistry registry) implements OpenedJournal {

    @Override
    public void announce(JournalEvents events) {}

    @Override
    public void close() {}
}
