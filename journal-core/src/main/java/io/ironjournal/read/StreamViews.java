package io.ironjournal.read;

import io.ironjournal.Entry;
import io.ironjournal.EntryView;
import io.ironjournal.EntryViewIterator;
import io.ironjournal.TruncatedException;
import io.ironjournal.memtable.MemtableRun;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Iterates over views up to a fixed end. */
final class StreamViews implements EntryViewIterator {

    private final String stream;
    private final @Nullable EntryCursor cursor;
    private final Runnable requireOpen;
    private final ReusedView view = new ReusedView();
    private long next;
    private long end;

    StreamViews(String stream, @Nullable StreamState state, long from, long end, Runnable requireOpen) {
        this.stream = stream;
        this.cursor = state == null ? null : new EntryCursor(state);
        this.next = from;
        this.end = end;
        this.requireOpen = requireOpen;
    }

    /** Returns a view of one entry, or empty if it no longer exists. */
    static Optional<EntryView> one(StreamState state, long id) {
        ReusedView view = new ReusedView();
        MemtableRun run = state.memtable().find(id);
        if (run != null) {
            run.read(id, view);
            return Optional.of(view);
        }
        try {
            StreamSegments segments = StreamReader.segments(state);
            if (segments == null) {
                return Optional.empty();
            }
            Optional<Entry> alone = segments.readAlone(id, Long.MAX_VALUE);
            if (alone.isPresent()) {
                view.accept(alone.get());
            } else {
                segments.frame(id).read(id, view);
            }
            return Optional.of(view);
        } catch (TruncatedException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StreamReader.failed(state.name(), id, e);
        } finally {
            Reference.reachabilityFence(state);
        }
    }

    @Override
    public boolean hasNext() {
        return next < end;
    }

    @Override
    public EntryView next() {
        if (next >= end || cursor == null) {
            throw new NoSuchElementException(this + " is at its end");
        }
        requireOpen.run();
        cursor.read(next, view);
        next++;
        return view;
    }

    @Override
    public void close() {
        end = next;
    }

    @Override
    public String toString() {
        return "EntryViewIterator[stream '" + Printable.name(stream) + "', next id " + next + ", end " + end + "]";
    }
}
