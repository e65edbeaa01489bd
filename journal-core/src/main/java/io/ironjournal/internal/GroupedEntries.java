package io.ironjournal.internal;

import io.ironjournal.Entry;
import io.ironjournal.StreamEntry;
import io.ironjournal.text.Printable;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Divides entries of several streams, of which those of one stream follow each other. Iterates over those of one stream. */
final class GroupedEntries implements Iterator<Entry> {

    private final Iterator<StreamEntry> all;
    private final Set<String> done = new HashSet<>();
    private @Nullable StreamEntry next;
    private String stream = "";

    GroupedEntries(Iterator<StreamEntry> all) {
        this.all = all;
        advance();
    }

    private void advance() {
        next = all.hasNext() ? all.next() : null;
    }

    boolean hasNextStream() {
        return next != null;
    }

    /** Continues with the next stream. The entries of the one before must have been read. */
    void nextStream() {
        stream = required().stream();
        if (!done.add(stream)) {
            throw new IllegalArgumentException("The entries of stream '" + Printable.name(stream)
                    + "' do not follow each other. Order the entries by stream, then by id");
        }
    }

    String stream() {
        return stream;
    }

    long firstId() {
        return required().entry().id();
    }

    private StreamEntry required() {
        StreamEntry found = next;
        if (found == null) {
            throw new NoSuchElementException();
        }
        return found;
    }

    @Override
    public boolean hasNext() {
        StreamEntry found = next;
        return found != null && found.stream().equals(stream);
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Entry entry = required().entry();
        advance();
        return entry;
    }
}
