package io.ironjournal.cdi;

import io.ironjournal.Journal;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A journal that is open, with what its writers need. */
interface OpenedJournal extends AutoCloseable {

    /** Its writers join the thread's transaction. */
    Journal journal();

    TransactionSynchronizationRegistry registry();

    /** Tells the application how opening went. */
    void announce(JournalEvents events);

    @Override
    void close();
}
