package io.ironjournal.read;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.text.Printable;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Iterates up to a fixed end. */
final class StreamIterator implements EntryIterator {

    private final @Nullable EntryCursor cursor;
    private final Runnable requireOpen;
    private long next;
    private long end;
    private final String stream;

    StreamIterator(String stream, @Nullable StreamState state, long from, long end, Runnable requireOpen) {
        this.stream = stream;
        this.cursor = state == null ? null : new EntryCursor(state);
        this.next = from;
        this.end = end;
        this.requireOpen = requireOpen;
    }

    @Override
    public boolean hasNext() {
        return next < end;
    }

    @Override
    public Entry next() {
        if (next >= end || cursor == null) {
            throw new NoSuchElementException(this + " is at its end");
        }
        requireOpen.run();
        Entry entry = cursor.read(next);
        next++;
        return entry;
    }

    @Override
    public void close() {
        end = next;
    }

    @Override
    public String toString() {
        return "EntryIterator[stream '" + Printable.name(stream) + "', next id " + next + ", end " + end + "]";
    }
}
