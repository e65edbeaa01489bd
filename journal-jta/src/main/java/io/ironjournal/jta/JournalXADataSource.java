package io.ironjournal.jta;

import io.ironjournal.Journal;

/**
 * A journal in the form of an XA data source, for pools, resource adapters and tests. Applications use {@link
 * TransactionalJournal}. Thread-safe.
 *
 * @since 0.1.0
 */
public final class JournalXADataSource {

    private final XaJournal journal;

    /**
     * Creates a data source for a journal.
     *
     * @param journal an open journal, not null; this object and its connections do not close it
     * @throws IllegalStateException when another open journal of this process has the same id, as a journal and its
     *     restored backup have
     * @since 0.1.0
     */
    public JournalXADataSource(Journal journal) {
        this.journal = XaJournals.register(journal);
    }

    /**
     * Opens a connection. This does no I/O.
     *
     * @return a connection with its own XA resource; the caller closes it
     * @since 0.1.0
     */
    public JournalXAConnection getXAConnection() {
        return new JournalXAConnection(journal);
    }

    @Override
    public String toString() {
        return "JournalXADataSource[" + journal.journal() + "]";
    }
}
