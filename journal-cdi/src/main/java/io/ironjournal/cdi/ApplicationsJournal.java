package io.ironjournal.cdi;

import io.ironjournal.Journal;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * A journal that the application put in the place of ours, perhaps one that is none, for a test. Opening, recovering,
 * closing, and joining transactions are its own.
 */
record ApplicationsJournal(Journal journal, TransactionSynchronizationRegistry registry) implements OpenedJournal {

    @Override
    public void announce(JournalEvents events) {}

    @Override
    public void close() {}
}
