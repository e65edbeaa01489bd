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
    private final @Nullable String stream;
    private final int shard;
    private transient volatile @Nullable Cursor cursor;

    private InjectedCursor(JournalLifecycle container, String name, @Nullable String stream, int shard) {
        this.journal = new JournalReference(container);
        this.name = name;
        this.stream = stream;
        this.shard = shard;
    }

    static InjectedCursor ofStream(JournalLifecycle container, String name, String stream) {
        return new InjectedCursor(container, name, stream, -1);
    }

    static InjectedCursor ofShard(JournalLifecycle container, String name, int shard) {
        return new InjectedCursor(container, name, null, shard);
    }

    private Cursor cursor() {
        // Throws an exception when the journal is closed.
        ManagedJournal open = journal.get().open();
        Cursor current = cursor;
        if (current == null) {
            current = open.journal().cursor(name, stream(open));
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
        String named = stream;
        return named != null ? named : stream(journal.get().open());
    }

    private String stream(ManagedJournal open) {
        String named = stream;
        return named != null
                ? named
                : InjectedShardedJournal.in(journal.get(), open).streamOf(shard);
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
        String named = stream;
        return "InjectedCursor['" + Printable.name(name) + "' of "
                + (named != null ? "stream '" + Printable.name(named) + "'" : "shard " + shard) + " of " + journal
                + "]";
    }
}
