package io.ironjournal.stream;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.segment.Frame;
import java.io.IOException;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Entries up to a fixed end, taken chunk by chunk from the tail and frame by frame from the segments. */
final class StreamIterator implements EntryIterator {

    private final @Nullable StreamState state;
    private final Runnable open;
    private long next;
    private long end;
    private @Nullable Chunk chunk;
    private @Nullable Frame frame;

    StreamIterator(@Nullable StreamState state, long from, long end, Runnable open) {
        this.state = state;
        this.next = from;
        this.end = end;
        this.open = open;
    }

    @Override
    public boolean hasNext() {
        return next < end;
    }

    @Override
    public Entry next() {
        StreamState stream = state;
        if (next >= end || stream == null) {
            throw new NoSuchElementException("The iterator is at its end");
        }
        open.run();
        Entry entry = new Entry(next, read(stream, next));
        next++;
        return entry;
    }

    private byte[] read(StreamState stream, long id) {
        if (frame != null && id < frame.firstId() + frame.count()) {
            return frame.entry(id);
        }
        if (chunk != null && id < chunk.endId()) {
            return chunk.entry(id);
        }
        frame = null;
        chunk = stream.tail().find(id);
        if (chunk != null) {
            return chunk.entry(id);
        }
        try {
            Frame loaded = StreamReader.segments(stream).frame(id);
            frame = loaded;
            return loaded.entry(id);
        } catch (IOException e) {
            throw StreamReader.failed(stream.name(), id, e);
        }
    }

    @Override
    public void close() {
        end = next;
        chunk = null;
        frame = null;
    }
}
