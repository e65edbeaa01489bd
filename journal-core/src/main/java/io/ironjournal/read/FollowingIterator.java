package io.ironjournal.read;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalClosedException;
import io.ironjournal.TruncatedException;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.text.Printable;
import java.util.NoSuchElementException;

/** Iterates without an end. It waits for new entries until it is closed. */
final class FollowingIterator implements EntryIterator {

    private final StreamState state;
    private final EntryCursor cursor;
    private final Runnable requireOpen;
    private long next;
    private volatile boolean closed;

    FollowingIterator(StreamState state, long from, Runnable requireOpen) {
        this.state = state;
        this.cursor = new EntryCursor(state);
        this.next = from;
        this.requireOpen = requireOpen;
    }

    @Override
    public boolean hasNext() {
        try {
            if (state.nextId() <= next) {
                state.awaitEntry(next, this::mustStop);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return next < state.nextId();
        }
        if (closed) {
            return false;
        }
        requireOpen.run();
        if (state.ended()) {
            throw new TruncatedException(
                    "Stream '" + Printable.name(state.name()) + "' was deleted while it was followed, before id "
                            + next,
                    ErrorContext.ofStream(state.name()).withId(next),
                    null);
        }
        return true;
    }

    private boolean mustStop() {
        if (closed) {
            return true;
        }
        try {
            requireOpen.run();
            return false;
        } catch (JournalClosedException e) {
            return true;
        }
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException(this + " was closed, or its thread interrupted");
        }
        Entry entry = cursor.read(next);
        next++;
        return entry;
    }

    @Override
    public void close() {
        closed = true;
        state.wakeFollowers();
    }

    @Override
    public String toString() {
        return "EntryIterator[stream '" + Printable.name(state.name()) + "', next id " + next + ", without end]";
    }
}
