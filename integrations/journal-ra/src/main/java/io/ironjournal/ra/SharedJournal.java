package io.ironjournal.ra;

import io.ironjournal.ForwardingJournal;
import io.ironjournal.Journal;

/** The adapter's journal as applications see it: everything but {@code close}, which is the adapter's. */
final class SharedJournal extends ForwardingJournal {

    private final Journal journal;

    SharedJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    protected Journal delegate() {
        return journal;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "Other applications use this journal too: its resource adapter closes it when the server stops the adapter");
    }

    @Override
    public String toString() {
        return journal.toString();
    }
}
