package io.ironjournal.cdi;

import io.ironjournal.Cursor;
import io.ironjournal.Entry;
import io.ironjournal.text.Printable;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cursor of a container's journal, created at its first use. */
final class InjectedCursor implements Cursor, Serializable {

    private static final long serialVersionUID = 1L;

    private final JournalReference journal;
    private final String name;
    private final String stream;
    private transient volatile @Nullable Cursor cursor;

    InjectedCursor(JournalLifecycle container, String name, String stream) {
        this.journal = new JournalReference(container);
        this.name = name;
        this.stream = stream;
    }

    private Cursor cursor() {
        // Throws an exception when the journal is closed.
        ManagedJournal open = journal.get().open();
        Cursor current = cursor;
        if (current == null) {
            current = open.journal().cursor(name, stream);
            cursor = current;
        }
        return current;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public long position() {
        return cursor().position();
    }

    @Override
    public Optional<Entry> next() {
        return cursor().next();
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return cursor().await(timeout);
    }

    @Override
    public void advanceTo(long id) {
        cursor().advanceTo(id);
    }

    @Override
    public String toString() {
        return "InjectedCursor['" + Printable.name(name) + "' of stream '" + Printable.name(stream) + "' of " + journal
                + "]";
    }
}
