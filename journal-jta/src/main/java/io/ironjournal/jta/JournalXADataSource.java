package io.ironjournal.jta;

import io.ironjournal.Journal;

/**
 * The journal in the shape of an XA data source, for pools, resource adapters and tests. Applications use
 * {@link TransactionalJournal}.
 *
 * @since 0.1.0
 */
public final class JournalXADataSource {

    private final OpenJournal journal;

    /**
     * Makes a journal available to transaction managers.
     *
     * @param journal an open journal
     * @since 0.1.0
     */
    public JournalXADataSource(Journal journal) {
        this.journal = OpenJournals.register(journal);
    }

    /**
     * Opens a connection; it costs nothing.
     *
     * @return a connection with a resource of its own
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
