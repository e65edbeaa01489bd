package io.ironjournal.cdi;

import io.ironjournal.Journal;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * A journal that is a bean of the application and replaces the default journal, for example a mock in a test. The application
 * opens, recovers and closes it.
 */
record ExternalJournal(Journal journal, TransactionSynchronizationRegistry registry) implements ManagedJournal {

    @Override
    public void announce(JournalEvents events) {}

    @Override
    public void close() {}
}
