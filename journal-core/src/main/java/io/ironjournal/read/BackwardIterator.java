package io.ironjournal.read;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.memtable.MemtableRun;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.segment.BackwardFrameCursor;
import io.ironjournal.segment.Frame;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Iterates from an end down to the first entry. Reads each run of the memtable and each frame of the segments once. */
final class BackwardIterator implements EntryIterator {

    private final String stream;
    private final @Nullable StreamState state;
    private final Runnable requireOpen;

    /** The id of the entry that was returned last. */
    private long last;

    private long first;
    private @Nullable MemtableRun run;
    private @Nullable Frame frame;
    private @Nullable BackwardFrameCursor frames;

    /** Iterates over the entries with ids from {@code first} to {@code end} - 1. */
    BackwardIterator(String stream, @Nullable StreamState state, long first, long end, Runnable requireOpen) {
        this.stream = stream;
        this.state = state;
        this.first = first;
        this.last = end;
        this.requireOpen = requireOpen;
    }

    @Override
    public boolean hasNext() {
        return last > first;
    }

    @Override
    public Entry next() {
        StreamState reading = state;
        if (last <= first || reading == null) {
            throw new NoSuchElementException(this + " is at its end");
        }
        requireOpen.run();
        Entry entry = read(reading, last - 1);
        last--;
        return entry;
    }

    private Entry read(StreamState reading, long id) {
        if (frame != null && frame.holds(id)) {
            return frame.entry(id);
        }
        if (run != null && id >= run.firstId()) {
            return run.entry(id);
        }
        frame = null;
        MemtableRun found = reading.memtable().find(id);
        run = found == null ? null : found.forReading();
        return run == null ? readSegments(reading, id) : run.entry(id);
    }

    private Entry readSegments(StreamState reading, long id) {
        StreamSegments segments = StreamReader.segments(reading);
        if (segments == null) {
            throw StreamReader.deleted(reading, id);
        }
        try {
            BackwardFrameCursor current = frames;
            if (current == null || !current.reads(segments)) {
                current = segments.backwardCursor();
                frames = current;
            }
            Frame loaded = current.frame(id);
            frame = loaded;
            return loaded.entry(id);
        } catch (IOException e) {
            throw StreamReader.failed(stream, id, e);
        } finally {
            Reference.reachabilityFence(reading);
        }
    }

    @Override
    public void close() {
        first = last;
    }

    @Override
    public String toString() {
        return "EntryIterator[stream '" + Printable.name(stream) + "', backwards from id " + last + " to " + first
                + "]";
    }
}
